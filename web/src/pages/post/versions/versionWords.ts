import { CalendarClock, Check, type LucideIcon, Stamp, ThumbsDown } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';

/** Why a version was kept, in words: what somebody did with the post then. */
export const KINDS: Record<Schemas['VersionKind'], { did: string; icon: LucideIcon; colour: string }> = {
  submitted: { did: 'submitted', icon: Stamp, colour: 'yellow' },
  approved: { did: 'approved', icon: Check, colour: 'green' },
  scheduled: { did: 'scheduled', icon: CalendarClock, colour: 'blue' },
  rejected: { did: 'rejected', icon: ThumbsDown, colour: 'red' },
};
