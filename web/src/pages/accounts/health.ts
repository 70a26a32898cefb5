import { type LucideIcon, ShieldAlert, ShieldCheck, ShieldX, TriangleAlert, Unplug } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';

/** How the access to an account stands, in the API's words. */
export type TokenHealth = Schemas['TokenHealth'];

/** How the access to an account looks and reads. */
interface HealthWords {
  word: string;
  /** One of the theme's colours; see `state-*` in theme.css. */
  colour: string;
  icon: LucideIcon;
  /** What it means and what to do, for who sees it the first time. */
  means: string;
  /** Only a person can mend it, now or soon. */
  needsPerson: boolean;
}

/** The words, the colour and the icon of each. */
export const HEALTH: Record<TokenHealth, HealthWords> = {
  valid: { word: 'Connected', colour: 'green', icon: ShieldCheck, means: 'The access is good. There is nothing to do.', needsPerson: false },
  // For people the same: they need not care when it is renewed, and who does finds it on the account's page.
  renew_soon: { word: 'Connected', colour: 'green', icon: ShieldCheck, means: 'The access is good, and is renewed by itself within a day. There is nothing to do.', needsPerson: false },
  renewal_failing: { word: 'Renewal fails', colour: 'orange', icon: ShieldAlert, means: 'The access is still good, but renewing it failed. It is tried again by itself. If that goes on, reconnect the account before the access ends.', needsPerson: false },
  reconnect_soon: { word: 'Reconnect soon', colour: 'yellow', icon: TriangleAlert, means: 'The access ends soon, and only a person can renew it. Reconnect the account before then, and nothing is interrupted.', needsPerson: true },
  dead: { word: 'Reconnect now', colour: 'red', icon: ShieldX, means: 'The access ended or was taken back. Posts of this account wait. Reconnect it, and they go out inside their late window.', needsPerson: true },
  disconnected: { word: 'Disconnected', colour: 'gray', icon: Unplug, means: 'Somebody disconnected the account here. Nothing goes out on it until it is connected again.', needsPerson: false },
};

/** What needs somebody first comes first; what was disconnected comes last. */
const URGENCY: readonly TokenHealth[] = ['dead', 'reconnect_soon', 'renewal_failing', 'renew_soon', 'valid', 'disconnected'];

/** The order of the list of accounts: by urgency, then by name. */
export function byUrgency(one: Schemas['ChannelResponse'], other: Schemas['ChannelResponse']): number {
  return URGENCY.indexOf(one.health) - URGENCY.indexOf(other.health) || nameOf(one).localeCompare(nameOf(other));
}

/** What people call an account. */
export const nameOf = (channel: Pick<Schemas['ChannelResponse'], 'displayName' | 'username'>): string => channel.displayName ?? `@${channel.username}`;
