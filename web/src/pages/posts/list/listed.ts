import type { Schemas } from '../../../api/client.ts';
import type { ApprovalState, JobState } from '../../../words/states.ts';

/** How a post stands on one account. */
export interface ListedJob {
  id: string;
  state: JobState;
  reason: Schemas['JobReason'] | null;
  dueAt: string;
}

/** A post as the list shows it. */
export interface ListedPost {
  id: string;
  title: string;
  mediaId: string | null;
  channelIds: readonly string[];
  categoryId: string | null;
  seriesId: string | null;
  approval: ApprovalState;
  at: string | null;
  jobs: readonly ListedJob[];
}

/** A post of the API, with the jobs that were found for it. */
export const listedOf = (post: Schemas['PostResponse'], jobs: readonly Schemas['JobResponse'][]): ListedPost => ({
  id: post.id,
  title: post.title,
  mediaId: post.mediaIds[0] ?? null,
  channelIds: post.channelIds,
  categoryId: post.categoryId,
  seriesId: post.seriesId,
  approval: post.approval,
  at: post.at,
  jobs: jobs.filter(job => job.state !== 'cancelled').map(({ id, state, reason, dueAt }) => ({ id, state, reason, dueAt })),
});

/** When it goes out, or went out: the first of its jobs, else the time it is planned for. */
export const timeOf = (post: ListedPost): string | null => post.jobs.reduce<string | null>((first, job) => (first === null || job.dueAt < first ? job.dueAt : first), null) ?? post.at;

/** States in the order in which they want somebody. */
const URGENCY: readonly JobState[] = ['needs_attention', 'failed', 'publishing', 'handed_over', 'ready', 'preparing', 'scheduled', 'published'];

/** Each state that its jobs have, once, the most urgent first; with how many jobs. */
export function statesOf(jobs: readonly ListedJob[]): { state: JobState; reason: ListedJob['reason']; count: number }[] {
  return URGENCY.flatMap(state => {
    const found = jobs.filter(job => job.state === state);
    return found.length === 0 ? [] : [{ state, reason: found[0]!.reason, count: found.length }];
  });
}
