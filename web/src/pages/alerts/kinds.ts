import { CircleAlert, Clock, CloudOff, Gauge, Hand, HardDrive, Hourglass, KeyRound, type LucideIcon, RefreshCwOff, SkipForward, Unplug, UserRoundX, Webhook } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';

interface Kind {
  icon: LucideIcon;
  /** One of the theme's colours. */
  colour: string;
  /** What the page it leads to is called. */
  page: string;
}

const POST = 'Open the post';
const ACCOUNT = 'Open the account';

/** How each kind of alert looks, and what its link is called. */
export const KINDS: Readonly<Record<Schemas['AlertKind'], Kind>> = {
  needs_attention: { icon: CircleAlert, colour: 'red', page: POST },
  failed: { icon: SkipForward, colour: 'gray', page: POST },
  settling: { icon: Hourglass, colour: 'orange', page: POST },
  token_ends_first: { icon: KeyRound, colour: 'orange', page: ACCOUNT },
  account_lost: { icon: Unplug, colour: 'red', page: ACCOUNT },
  success_rate: { icon: Gauge, colour: 'orange', page: 'Open the activity' },
  fallback_rate: { icon: Hand, colour: 'orange', page: 'Open the activity' },
  api_error_rate: { icon: Webhook, colour: 'orange', page: 'Open the activity' },
  token_refresh: { icon: RefreshCwOff, colour: 'orange', page: ACCOUNT },
  queue_late: { icon: Clock, colour: 'red', page: 'Open the activity' },
  card_unanswered: { icon: UserRoundX, colour: 'orange', page: POST },
  network_silent: { icon: CloudOff, colour: 'red', page: 'Open the health' },
  storage_failing: { icon: HardDrive, colour: 'red', page: 'Open the storage' },
};
