import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../api/client.ts';

type Post = Schemas['PostResponse'];

const PAGE = 20;
const MOST = 200;

/** Whether a post shows an item anywhere: among its media, as its cover, or for one account alone. */
export const shows = (post: Post, mediaId: string): boolean => JSON.stringify(post).includes(mediaId);

const list = async (mediaId: string, more: { approval?: Schemas['ApprovalState']; limit: number; cursor?: string }) => {
  // Not in every server's description yet; one that does not know it tells of all posts.
  const query = { ...more, ...({ mediaId } as object) };
  const page = await call(api.GET('/api/v1/posts', { params: { query } }));
  return { ...page, items: page.items.filter(post => shows(post, mediaId)) };
};

/** The posts that show an item, the newest first, a part at a time. */
export const usesQuery = (mediaId: string) =>
  infiniteQueryOptions({
    queryKey: ['posts', 'of-media', mediaId],
    queryFn: ({ pageParam }) => list(mediaId, { limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.nextCursor,
  });

/** Those of them that nobody was asked to approve yet. */
export const draftsQuery = (mediaId: string) =>
  queryOptions({
    queryKey: ['posts', 'of-media', mediaId, 'drafts'],
    queryFn: async () => (await Promise.all((['draft', 'rejected'] as const).map(approval => list(mediaId, { approval, limit: MOST })))).flatMap(page => page.items),
  });
