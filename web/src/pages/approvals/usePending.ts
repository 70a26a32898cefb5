import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../api/client.ts';

const MOST_PAGES = 10;

const pendingQuery = queryOptions({
  queryKey: ['posts', 'pending'],
  queryFn: async ({ signal }) => {
    const posts: Schemas['PostResponse'][] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const answer = await call(api.GET('/api/v1/posts', { params: { query: { approval: 'pending', limit: 200, ...(cursor === undefined ? {} : { cursor }) } }, signal }));
      posts.push(...answer.items);
      if (answer.nextCursor === null) break;
      cursor = answer.nextCursor;
    }
    return posts;
  },
});

/** The posts that wait for somebody to approve them, by planned time as the server sorts them. */
export const usePending = () => useQuery(pendingQuery);
