import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../api/client.ts';

const DAY_MS = 86_400_000;

/** The state of the workspace at a glance. */
export type Overview = Schemas['OverviewResponse'];

/** Everything the first page tells but pictures. "The next 24 hours" move on, also while nothing changes. */
export const overviewQuery = queryOptions({ queryKey: ['overview'], refetchInterval: 60_000, queryFn: ({ signal }) => call(api.GET('/api/v1/overview', { signal })) });

/** The calendar around now: pictures of what goes out, and what has a time but no job. It begins a day ago, since what is overdue goes out too. */
export const aroundQuery = queryOptions({
  queryKey: ['overview', 'around'],
  refetchInterval: 60_000,
  queryFn: async ({ signal }) => {
    const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();
    return (await call(api.GET('/api/v1/calendar', { params: { query: { from: at(-1), to: at(1) } }, signal }))).items;
  },
});

/** The first thing that is due after some time; null where nothing is. Only asked where nothing is due before. */
export const nextAfterQuery = (until: string) =>
  queryOptions({
    queryKey: ['overview', 'next', until],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }): Promise<Schemas['JobResponse'] | null> => (await call(api.GET('/api/v1/jobs', { params: { query: { state: ['scheduled', 'preparing', 'ready'], from: until, limit: 1 } }, signal }))).items[0] ?? null,
  });

/** Whether there is any post. Only asked where the overview has nothing to tell. */
export const anyPostQuery = queryOptions({
  queryKey: ['overview', 'any'],
  queryFn: async ({ signal }) => (await call(api.GET('/api/v1/posts', { params: { query: { limit: 1 } }, signal }))).items.length > 0,
});
