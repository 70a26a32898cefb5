import { useChannels, useSession } from '../../api/session.ts';
import { platformName } from '../../words/platforms.ts';
import { useMembers } from './queries.ts';
import type { Schemas } from '../../api/client.ts';

const IN_CHAT = ' (card)';

/** Who did something, as people say it: histories have an e-mail, the name of a key, or `engine`. */
export function useWho(): (actor: string | null | undefined) => string {
  const session = useSession();
  const members = useMembers().data;
  return actor => {
    if (!actor) return 'Somebody';
    if (actor === session.member.email) return 'You';
    if (actor === 'engine') return 'Posthaste';
    // Who answered a card in a chat is known by name alone.
    if (actor.endsWith(IN_CHAT)) return actor.slice(0, -IN_CHAT.length);
    if (!actor.includes('@')) return `The key “${actor}”`;
    return members?.find(member => member.email === actor)?.name ?? actor;
  };
}

/** The same inside a sentence: `you`, `the key “shop”`, `Robin`. */
export const insideSentence = (who: string): string => (/^(You$|The key|Somebody$)/.test(who) ? who.charAt(0).toLowerCase() + who.slice(1) : who);

/** The account behind an id; undefined while accounts are being fetched. */
export function useAccount(): (channelId: string) => Schemas['ChannelResponse'] | undefined {
  const channels = useChannels().data;
  return channelId => channels?.find(channel => channel.id === channelId);
}

/** `@harbour.bakery`, with its network where that is not clear by itself. */
export function useAccountName(): (channelId: string) => string {
  const channels = useChannels().data;
  const severalNetworks = new Set(channels?.map(channel => channel.platform)).size > 1;
  return channelId => {
    const channel = channels?.find(one => one.id === channelId);
    if (!channel) return 'an account';
    return severalNetworks ? `@${channel.username} (${platformName(channel.platform)})` : `@${channel.username}`;
  };
}
