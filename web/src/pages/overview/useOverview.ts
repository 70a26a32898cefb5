import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../api/client.ts';
import { type Tally, tally } from '../activity/counting.ts';
import { readJobs } from '../activity/jobsInRange.ts';

const DAY_MS = 86_400_000;
const MANY = 200;

/** What the first page of the dashboard shows. */
export interface Overview {
  attention: Schemas['JobResponse'][];
  /** There is more that needs attention than was read. */
  hasMoreAttention: boolean;
  /** What goes out, or is planned, in the next 24 hours. */
  soon: Schemas['CalendarEntryResponse'][];
  /** When something is next due after those hours; null where nothing is. */
  nextAfter: Schemas['JobResponse'] | null;
  pending: number;
  /** Of the last 30 days. */
  figures: Tally;
  isWholeMonth: boolean;
  hasPosts: boolean;
}

const overviewQuery = queryOptions({
  queryKey: ['overview'],
  // "The next 24 hours" moves on, also while nothing changes.
  refetchInterval: 60_000,
  queryFn: async ({ signal }): Promise<Overview> => {
    const now = Date.now();
    const at = (ms: number) => new Date(now + ms).toISOString();
    const [attention, soon, later, pending, month, posts] = await Promise.all([
      call(api.GET('/api/v1/jobs', { params: { query: { state: ['needs_attention'], limit: MANY } }, signal })),
      call(api.GET('/api/v1/calendar', { params: { query: { from: at(0), to: at(DAY_MS) } }, signal })),
      call(api.GET('/api/v1/jobs', { params: { query: { state: ['scheduled', 'preparing', 'ready'], from: at(DAY_MS), limit: 1 } }, signal })),
      call(api.GET('/api/v1/posts', { params: { query: { approval: 'pending', limit: MANY } }, signal })),
      readJobs(at(-30 * DAY_MS), at(0), null, signal),
      call(api.GET('/api/v1/posts', { params: { query: { limit: 1 } }, signal })),
    ]);
    return {
      attention: attention.items,
      hasMoreAttention: attention.nextCursor !== null,
      soon: soon.items,
      nextAfter: later.items[0] ?? null,
      pending: pending.items.length,
      figures: tally(month.jobs),
      isWholeMonth: month.isWhole,
      hasPosts: posts.items.length > 0,
    };
  },
});

/** Everything the overview shows but the accounts, fetched in one place. */
export const useOverview = () => useQuery(overviewQuery);
