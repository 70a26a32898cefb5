import type { Schemas } from '../../../api/client.ts';
import type { ApprovalState, JobState } from '../../../words/states.ts';
import { APPROVALS, type PostsSearch } from '../search.ts';

/** How a post stands on one account. */
export interface ListedJob {
  id: string;
  state: JobState;
  reason: Schemas['JobReason'] | null;
  dueAt: string;
}

/** A post as the list shows it, wherever it was found. */
export interface ListedPost {
  id: string;
  title: string;
  /** Null where it is not known. */
  caption: string | null;
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
  caption: post.caption,
  mediaId: post.mediaIds[0] ?? null,
  channelIds: post.channelIds,
  categoryId: post.categoryId,
  seriesId: post.seriesId,
  approval: post.approval,
  at: post.at,
  jobs: jobs.filter(job => job.state !== 'cancelled').map(({ id, state, reason, dueAt }) => ({ id, state, reason, dueAt })),
});

/** The entries of the calendar by the post that they are of; several accounts make one line. */
export function listedOfEntries(entries: readonly Schemas['CalendarEntryResponse'][]): ListedPost[] {
  const posts = new Map<string, ListedPost & { jobs: ListedJob[]; channelIds: string[] }>();
  for (const { postId, title, mediaId, channelIds, categoryId, approval, at, jobId, state, reason } of entries) {
    const post = posts.get(postId) ?? { id: postId, title, caption: null, mediaId, channelIds: [], categoryId, seriesId: null, approval, at, jobs: [] };
    post.channelIds.push(...channelIds.filter(id => !post.channelIds.includes(id)));
    if (jobId !== null && state !== null) post.jobs.push({ id: jobId, state, reason, dueAt: at });
    posts.set(postId, post);
  }
  return [...posts.values()];
}

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

/** Whether a post is to be seen. What the server was asked for holds anyway. */
export function fits(post: ListedPost, search: PostsSearch): boolean {
  const { state, account, category, series, q } = search;
  if (account !== undefined && !post.channelIds.includes(account)) return false;
  if (category !== undefined && post.categoryId !== category) return false;
  if (series !== undefined && post.seriesId !== series) return false;
  if (state !== undefined && !((APPROVALS as readonly string[]).includes(state) ? post.approval === state : post.jobs.some(job => job.state === state))) return false;
  const wanted = q?.trim().toLocaleLowerCase() ?? '';
  return wanted === '' || `${post.title}\n${post.caption ?? ''}`.toLocaleLowerCase().includes(wanted);
}
