import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../api/client.ts';
import { fetchEntries } from './entries.ts';
import { type Days, instantsOf } from './ranges.ts';

/** Everything on some days. While other days are fetched, those before stay on the screen. */
export function useEntries(days: Days, zone: string) {
  const { from, to } = instantsOf(days, zone);
  return useQuery({ queryKey: ['calendar', from, to], queryFn: ({ signal }) => fetchEntries(from, to, signal), placeholderData: keepPreviousData });
}

/** One post as the calendar shows it. */
export const postQuery = (postId: string) => ({
  queryKey: ['post', postId, 'beside-calendar'],
  queryFn: () => call(api.GET('/api/v1/posts/{postId}', { params: { path: { postId } } })),
});

/** The posts that could be scheduled and have no time, newest first. Where somebody must approve, these are the approved ones. */
export function useUnplanned(policy: Schemas['ApprovalPolicy'], enabled: boolean) {
  const approval = policy === 'none' ? 'draft' : 'approved';
  return useInfiniteQuery({
    queryKey: ['posts', 'unplanned', approval],
    enabled,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => call(api.GET('/api/v1/posts', { params: { query: { approval, limit: 200, cursor: pageParam } } })),
    getNextPageParam: last => last.nextCursor ?? undefined,
    select: found => found.pages.flatMap(page => page.items).filter(post => post.at === null),
  });
}
