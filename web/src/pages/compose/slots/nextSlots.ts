import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, call } from '../../../api/client.ts';
import type { Slot } from '../../../api/planning.ts';

/** So many are shown to begin with. */
export const FEW_TIMES = 5;

/** The most times the server tells at once. */
export const MOST_TIMES = 50;

/** The next times at which all of some accounts have a free slot that takes posts of a category. */
export const nextSlotsQuery = (channelIds: readonly string[], categoryId: string | null, count: number) =>
  queryOptions({
    queryKey: ['slots', 'next', [...channelIds].sort(), categoryId, count],
    queryFn: async ({ signal }) => (await call(api.GET('/api/v1/slots/next', { params: { query: { channelId: [...channelIds], categoryId: categoryId ?? undefined, count } }, signal }))).items.map(one => one.at),
    enabled: channelIds.length > 0,
    placeholderData: keepPreviousData,
  });

/** Why there is no free slot, and what would help. */
export function whyNoSlot(slots: readonly Pick<Slot, 'channelId' | 'categoryId'>[], channels: readonly { id: string; username: string }[], category: { id: string; name: string } | null): string {
  const named = (some: readonly { username: string }[]) => some.map(channel => `@${channel.username}`).join(' and ');
  const kind = category === null ? 'posts without a category' : `“${category.name}”`;
  const bare = channels.filter(channel => !slots.some(slot => slot.channelId === channel.id));
  if (bare.length > 0) return `${named(bare)} ${bare.length === 1 ? 'has' : 'have'} no slots yet.`;
  const unfit = channels.filter(channel => !slots.some(slot => slot.channelId === channel.id && (slot.categoryId === null || slot.categoryId === category?.id)));
  if (unfit.length > 0) return `No slot of ${named(unfit)} takes ${kind}.`;
  if (channels.length > 1) return `${named(channels)} have no free slot at the same time within 100 days.`;
  return `Every slot of ${named(channels)} that takes ${kind} is filled for the next 100 days.`;
}
