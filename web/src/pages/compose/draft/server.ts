import { api, call } from '../../../api/client.ts';
import type { Content, Post } from './draft.ts';

/** The calls that saving a draft takes; tests put others in their place. */
export interface DraftServer {
  create(content: Content, at: { localTime: string; timeZone: string } | null): Promise<Post>;
  /** @param version What the change is made on: somebody else's is refused with 412. */
  revise(postId: string, content: Content, version: number, force: boolean): Promise<Post>;
  read(postId: string): Promise<Post>;
  remove(postId: string): Promise<void>;
}

export const draftServer: DraftServer = {
  create: (content, at) => call(api.POST('/api/v1/posts', { body: { ...content, ...(at ?? {}) } })),
  revise: (postId, content, version, force) =>
    call(api.PATCH('/api/v1/posts/{postId}', { params: { path: { postId }, header: { 'If-Match': `"${version}"` } }, body: { ...content, ...(force ? { force } : {}) } })),
  read: postId => call(api.GET('/api/v1/posts/{postId}', { params: { path: { postId } } })),
  remove: async postId => {
    await call(api.DELETE('/api/v1/posts/{postId}', { params: { path: { postId } } }));
  },
};
