import { api, call, type Schemas } from '../../../api/client.ts';
import { Problem, sentenceOf } from '../../../api/problem.ts';
import type { BulkItem, CarryOut } from './rehearsal.ts';

/** What is asked of the server, but for which posts and whether it is a rehearsal. */
export type Wish = Omit<Schemas['ChangePostsRequest'], 'postIds' | 'dryRun'>;

/** What would become of each post; nothing is changed. */
export const rehearse = async (postIds: string[], wish: Wish): Promise<BulkItem[]> => (await call(api.POST('/api/v1/posts/bulk', { body: { ...wish, postIds, dryRun: true } }))).items;

/** Does it: the batch in one request, then what takes a proposed time one by one. What fails is told and keeps no other from going on.
 * @param onDone Called with how many have their answer. */
export async function carryOut({ batch, proposed }: CarryOut, wish: Wish, onDone: (count: number) => void): Promise<BulkItem[]> {
  const items = batch.length === 0 ? [] : (await call(api.POST('/api/v1/posts/bulk', { body: { ...wish, postIds: batch, dryRun: false } }))).items;
  onDone(items.length);
  for (const { id, at } of proposed) {
    items.push(await scheduleOne(id, at, wish.force ?? false));
    onDone(items.length);
  }
  return items;
}

/** So often, and so long apart, it is asked again where this member has changed as much as a minute takes. */
const [TRIES, WAIT_MS] = [20, 5_000];

async function scheduleOne(postId: string, at: string, force: boolean): Promise<BulkItem> {
  for (let tries = 1; ; tries++) {
    try {
      const post = await call(api.POST('/api/v1/posts/{postId}/schedule', { params: { path: { postId } }, body: { at, force } }));
      return { postId, ok: true, version: post.version, at, code: null, detail: null, proposedAt: null, warnings: post.warnings ?? [] };
    } catch (error) {
      const code = error instanceof Problem ? error.code : 'unknown';
      if (code !== 'rate_limited' || tries === TRIES) return { postId, ok: false, version: null, at: null, code, detail: sentenceOf(error), proposedAt: null, warnings: [] };
      await new Promise(done => setTimeout(done, WAIT_MS));
    }
  }
}
