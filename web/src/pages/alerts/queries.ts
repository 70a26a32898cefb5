import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../api/client.ts';

export type Alert = Schemas['AlertResponse'];

/** How far an alert has come. */
export type AlertState = Schemas['AlertState'];

/** The most that the mark in the navigation counts. */
export const MOST_COUNTED = 99;

/** Alerts of one state, newest first, page by page. */
export const alertsQuery = (state: AlertState) =>
  infiniteQueryOptions({
    queryKey: ['alerts', state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => call(api.GET('/api/v1/alerts', { params: { query: { state, limit: 50, cursor: pageParam } }, signal })),
    getNextPageParam: last => last.nextCursor ?? undefined,
    select: found => found.pages.flatMap(page => page.items),
  });

/** How many last and nobody has seen, up to one more than `MOST_COUNTED`. */
export const unseenQuery = queryOptions({
  queryKey: ['alerts', 'unseen'],
  queryFn: async ({ signal }) => (await call(api.GET('/api/v1/alerts', { params: { query: { state: 'open', limit: MOST_COUNTED + 1 } }, signal }))).items.length,
});
