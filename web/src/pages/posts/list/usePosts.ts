import { useInfiniteQuery } from '@tanstack/react-query';
import { api, call } from '../../../api/client.ts';
import { jobsOf } from './jobsOf.ts';
import { listedOf } from './listed.ts';
import { type PostsSearch, queryOf } from '../search.ts';

/** So many are shown at a time. */
const PAGE = 50;

/** The posts that fit, part by part. While others are fetched, nothing of those before is shown: they may not fit. */
export function usePosts({ tab: _, ...search }: PostsSearch) {
  return useInfiniteQuery({
    queryKey: ['posts', 'list', search],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const page = await call(api.GET('/api/v1/posts', { params: { query: { ...queryOf(search), limit: PAGE, cursor: pageParam } }, signal }));
      const jobs = await jobsOf(page.items, signal);
      return { items: page.items.map(post => listedOf(post, jobs.get(post.id) ?? [])), next: page.nextCursor };
    },
    getNextPageParam: last => last.next ?? undefined,
    // One that was given another time meanwhile may be on two of them.
    select: found => [...new Map(found.pages.flatMap(page => page.items).map(post => [post.id, post])).values()],
  });
}
