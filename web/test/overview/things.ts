import type { Schemas } from '../../src/api/client.ts';
import type { Overview } from '../../src/pages/overview/queries.ts';

/** A job as the overview lists it, but for what is given. */
export const short = (given: Partial<Schemas['OverviewJobResponse']>): Schemas['OverviewJobResponse'] => ({
  id: 'j1', postId: 'p1', channelId: 'c1', platform: 'instagram', title: 'Fresh bread', state: 'needs_attention', reason: 'content',
  dueAt: '2026-03-01T12:00:00.000Z', lateAt: '2026-03-01T18:00:00.000Z', wakeAt: null, lastError: null, ...given,
});

/** A line of the calendar, but for what is given. */
export const entry = (given: Partial<Schemas['CalendarEntryResponse']>): Schemas['CalendarEntryResponse'] => ({
  at: '2026-03-01T13:00:00.000Z', postId: 'p1', title: 'Fresh bread', type: 'image', approval: 'approved', mediaId: 'm1', channelIds: ['c1'], categoryId: null, jobId: null, state: null, reason: null, ...given,
});

/** The overview of a new workspace, but for what is given. */
export const overview = (given: Partial<Overview>): Overview => ({
  readAt: '2026-03-01T12:00:00.000Z',
  attention: { count: 0, reasons: [], mostUrgent: [] },
  upcoming: { until: '2026-03-02T12:00:00.000Z', count: 0, jobs: [] },
  accounts: [],
  pendingApprovals: 0,
  lastDays: { from: '2026-01-31', to: '2026-03-01', total: { published: 0, notPublished: 0, neverTried: 0, successRate: null }, lateness: { p50: null, p95: null, max: null } },
  ...given,
});
