import { queryOptions } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../api/client.ts';

/** Jobs that were due in some time, and whether that is all of them. */
export interface JobsInRange {
  jobs: Schemas['JobResponse'][];
  isWhole: boolean;
}

const PER_PAGE = 200;
/** More than this is counted by the server better than here. */
const MOST_PAGES = 25;

/** Reads every page of jobs due from `from` to `to`. */
export async function readJobs(from: string, to: string, channelId: string | null, signal?: AbortSignal): Promise<JobsInRange> {
  const jobs: Schemas['JobResponse'][] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await call(api.GET('/api/v1/jobs', { params: { query: { from, to, limit: PER_PAGE, ...(channelId === null ? {} : { channelId }), ...(cursor === undefined ? {} : { cursor }) } }, signal }));
    jobs.push(...answer.items);
    if (answer.nextCursor === null) return { jobs, isWhole: true };
    cursor = answer.nextCursor;
  }
  return { jobs, isWhole: false };
}

/** The same as a query. */
export const jobsInRangeQuery = (from: string, to: string, channelId: string | null) =>
  queryOptions({ queryKey: ['jobs', 'range', from, to, channelId], queryFn: ({ signal }) => readJobs(from, to, channelId, signal), placeholderData: before => before });
