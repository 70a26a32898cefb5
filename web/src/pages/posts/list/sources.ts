import { api, call, type Schemas } from '../../../api/client.ts';
import { fetchEntries } from '../../calendar/entries.ts';
import type { JobState } from '../../../words/states.ts';
import { AHEAD, APPROVALS, OVER, type PostsSearch } from '../search.ts';
import { type ListedPost, listedOf, listedOfEntries } from './listed.ts';

/** A part of a list, and how to go on; null at its end. */
export interface Part {
  items: ListedPost[];
  next: string | null;
}

/** A way through the posts, part by part. */
export type Source = (cursor: string | null, signal: AbortSignal) => Promise<Part>;

const includes = (all: readonly string[], one: string | undefined): boolean => one !== undefined && all.includes(one);

/** Where posts that fit are found with the fewest questions: the API lists posts by their approval, and jobs by their state. */
export function sourceOf(search: PostsSearch): Source {
  if (search.series === undefined && includes(OVER, search.state)) return over(search.state as JobState);
  if (search.series === undefined && includes(AHEAD, search.state)) return ahead(search.state as JobState, search.account);
  return newestFirst(search);
}

/** Posts as they were made, the newest first. */
const newestFirst = ({ state, account, category, series, q }: PostsSearch): Source => async (cursor, signal) => {
  const approval = includes(APPROVALS, state) ? (state as Schemas['ApprovalState']) : undefined;
  const query = { approval, channelId: account, categoryId: category, seriesId: series, limit: q === undefined ? 50 : 200, cursor: cursor ?? undefined };
  const page = await call(api.GET('/api/v1/posts', { params: { query }, signal }));
  const jobs = await jobsOf(page.items, signal);
  return { items: page.items.map(post => listedOf(post, jobs.get(post.id) ?? [])), next: page.nextCursor };
};

/** Lists of posts have no jobs. Those of posts that were made together are mostly due together too: they are asked for as one time, and the rest one by one. */
async function jobsOf(posts: readonly Schemas['PostResponse'][], signal: AbortSignal): Promise<Map<string, Schemas['JobResponse'][]>> {
  const wanted = new Map(posts.filter(post => post.at !== null).map(post => [post.id, post.at!]));
  const found = new Map<string, Schemas['JobResponse'][]>();
  if (wanted.size === 0) return found;
  const times = [...wanted.values()].sort();
  const to = new Date(Date.parse(times.at(-1)!) + 1).toISOString();
  let cursor: string | undefined;
  for (let page = 0; page < 3; page++) {
    const answer = await call(api.GET('/api/v1/jobs', { params: { query: { from: times[0], to, limit: 200, cursor } }, signal }));
    for (const job of answer.items) if (wanted.has(job.postId)) found.set(job.postId, [...(found.get(job.postId) ?? []), job]);
    if (answer.nextCursor === null) break;
    cursor = answer.nextCursor;
  }
  const left = posts.filter(post => wanted.has(post.id) && (found.get(post.id)?.length ?? 0) < post.channelIds.length && post.approval === 'approved');
  await Promise.all(left.map(async ({ id }) => found.set(id, (await call(api.GET('/api/v1/posts/{postId}/jobs', { params: { path: { postId: id } }, signal }))).items)));
  return found;
}

/** Posts with a job in a state, the first due first. */
const ahead = (state: JobState, account: string | undefined): Source => async (cursor, signal) => {
  const page = await call(api.GET('/api/v1/jobs', { params: { query: { state: [state], channelId: account, limit: 25, cursor: cursor ?? undefined } }, signal }));
  const ids = [...new Set(page.items.map(job => job.postId))];
  const posts = await Promise.all(ids.map(postId => call(api.GET('/api/v1/posts/{postId}', { params: { path: { postId } }, signal }))));
  return { items: posts.map(post => listedOf(post, post.jobs ?? [])), next: page.nextCursor };
};

/** So much of the past is looked at in one go. */
const WINDOW_MS = 30 * 86_400_000;

/** Posts with a job that is over, the last due first. Jobs are listed from the first on, so the way back goes by months, until where the first one lies. */
const over = (state: JobState): Source => async (cursor, signal) => {
  // What is published at once may be due a moment from now.
  const end = cursor === null ? Date.now() + 60_000 : Date.parse(cursor);
  const first = await call(api.GET('/api/v1/jobs', { params: { query: { state: [state], limit: 1 } }, signal }));
  const oldest = first.items[0] === undefined ? end : Date.parse(first.items[0].dueAt);
  if (oldest >= end) return { items: [], next: null };
  const start = end - WINDOW_MS;
  const entries = await fetchEntries(new Date(start).toISOString(), new Date(end).toISOString(), signal);
  return { items: listedOfEntries(entries.filter(entry => entry.state === state).toReversed()), next: start > oldest ? new Date(start).toISOString() : null };
};
