import type { Schemas } from '../../../api/client.ts';
import { JOB_STATES } from '../../../words/states.ts';

/** `Every account, every state`, `@harbour; only scheduled and published`: what a feed shows. */
export function feedWords({ channelIds, states }: Pick<Schemas['CalendarFeedResponse'], 'channelIds' | 'states'>, nameOf: (channelId: string) => string): string {
  const accounts = channelIds.length === 0 ? 'Every account' : channelIds.map(nameOf).join(', ');
  const words = states.map(state => JOB_STATES[state].word.toLowerCase());
  return states.length === 0 ? `${accounts}, in any state` : `${accounts}; only ${new Intl.ListFormat('en-GB').format(words)}`;
}
