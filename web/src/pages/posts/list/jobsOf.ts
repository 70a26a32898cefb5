import { api, call, type Schemas } from '../../../api/client.ts';

/** Lists of posts have no jobs. Those of posts that were made together are mostly due together too: they are asked for as one time, and the rest one by one. */
export async function jobsOf(posts: readonly Schemas['PostResponse'][], signal: AbortSignal): Promise<Map<string, Schemas['JobResponse'][]>> {
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
