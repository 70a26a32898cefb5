import { useInfiniteQuery } from '@tanstack/react-query';
import type { PostsSearch } from '../search.ts';
import { fits, type ListedPost } from './listed.ts';
import { type Part, type Source, sourceOf } from './sources.ts';

/** So many are shown at a time; and so many parts are looked through for them before somebody is asked whether to go on. */
const [WANTED, MOST_PARTS] = [25, 8];

/** Goes through a source until enough fits. */
export async function collect(source: Source, wants: (post: ListedPost) => boolean, cursor: string | null, signal: AbortSignal): Promise<Part> {
  const items: ListedPost[] = [];
  let next = cursor;
  for (let parts = 0; parts < MOST_PARTS; parts++) {
    const part = await source(next, signal);
    items.push(...part.items.filter(wants));
    next = part.next;
    if (next === null || items.length >= WANTED) break;
  }
  return { items, next };
}

/** The posts that fit, part by part. While others are fetched, nothing of those before is shown: they may not fit. */
export function usePosts({ tab: _, ...search }: PostsSearch) {
  return useInfiniteQuery({
    queryKey: ['posts', 'list', search],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => collect(sourceOf(search), post => fits(post, search), pageParam, signal),
    getNextPageParam: last => last.next,
    select: found => [...new Map(found.pages.flatMap(page => page.items).map(post => [post.id, post])).values()],
  });
}
