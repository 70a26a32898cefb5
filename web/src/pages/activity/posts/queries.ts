import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../../api/client.ts';
import type { JobState } from '../../../words/states.ts';
import { newestJobs } from './newestJobs.ts';

/** Jobs of one state or any, on one account or all, newest first. */
export const jobsQuery = (from: string, to: string, state: JobState | null, channelId: string | null) =>
  infiniteQueryOptions({
    queryKey: ['jobs', 'newest', from, to, state, channelId],
    placeholderData: keepPreviousData,
    initialPageParam: to,
    queryFn: ({ pageParam, signal }) => newestJobs((begin, end) => readAll(begin, end, state, channelId, signal), from, pageParam),
    getNextPageParam: last => last.before ?? undefined,
    select: found => found.pages.flatMap(page => page.jobs),
  });

/** Every page of the jobs due in a stretch of time. */
async function readAll(from: string, to: string, state: JobState | null, channelId: string | null, signal: AbortSignal): Promise<Schemas['JobResponse'][]> {
  const jobs: Schemas['JobResponse'][] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await call(api.GET('/api/v1/jobs', { params: { query: { from, to, state: state === null ? undefined : [state], channelId: channelId ?? undefined, limit: 200, cursor } }, signal }));
    jobs.push(...page.items);
    if (page.nextCursor === null) return jobs;
    cursor = page.nextCursor;
  }
}
