import type { Schemas } from '../../../api/client.ts';
import { platformName } from '../../../words/platforms.ts';

export type Channel = Schemas['ChannelResponse'];
type LockedPlatform = Schemas['LockedPlatformResponse'];

/** Why nothing can go out on an account, and no choice here changes it; null where it can be chosen. */
export function lockOf(channel: Pick<Channel, 'platform' | 'state'>, locked: readonly LockedPlatform[]): string | null {
  const plan = locked.find(one => one.platform === channel.platform);
  if (plan) return `${platformName(channel.platform)} is not in this workspace’s plan. It comes with ${plan.neededPlan}.`;
  return channel.state === 'disconnected' ? 'Disconnected. Connect it again under Accounts.' : null;
}

/** What somebody should know of an account that can be chosen; null where all is well. */
export function hintOf(channel: Pick<Channel, 'state' | 'health'>): string | null {
  if (channel.state === 'paused') return 'Paused: posts wait until it is resumed.';
  if (channel.state === 'reconnect' || channel.health === 'dead') return 'Its access has ended: posts wait until it is connected again.';
  if (channel.health === 'reconnect_soon') return 'Its access ends soon. Connect it again in time.';
  return channel.health === 'renewal_failing' ? 'Renewing its access fails so far; it is tried again by itself.' : null;
}

/** The usable accounts first, by name. */
export function inOrder<T extends Channel>(channels: readonly T[], locked: readonly LockedPlatform[]): T[] {
  const rank = (channel: T) => (lockOf(channel, locked) === null ? 0 : 1);
  return [...channels].sort((one, other) => rank(one) - rank(other) || one.username.localeCompare(other.username));
}
