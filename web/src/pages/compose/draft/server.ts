import { api, call } from '../../../api/client.ts';
import type { Content, Post } from './draft.ts';

/** On the wall of the workspace's zone. */
export interface WantedTime {
  localTime: string;
  timeZone: string;
}

/** The calls that saving a draft takes; tests put others in their place. */
export interface DraftServer {
  create(content: Content, at: WantedTime | null): Promise<Post>;
  /** @param version What the change is made on: somebody else's is refused with 412.
   * @param at Another wanted time; null leaves the one there is. */
  revise(postId: string, content: Content, version: number, force: boolean, at: WantedTime | null): Promise<Post>;
  read(postId: string): Promise<Post>;
  remove(postId: string): Promise<void>;
}

export const draftServer: DraftServer = {
  create: (content, at) => call(api.POST('/api/v1/posts', { body: { ...content, ...(at ?? {}) } })),
  revise: (postId, content, version, force, at) =>
    call(api.PATCH('/api/v1/posts/{postId}', { params: { path: { postId }, header: { 'If-Match': `"${version}"` } }, body: { ...content, ...(at ?? {}), ...(force ? { force } : {}) } })),
  read: postId => call(api.GET('/api/v1/posts/{postId}', { params: { path: { postId } } })),
  remove: async postId => {
    await call(api.DELETE('/api/v1/posts/{postId}', { params: { path: { postId } } }));
  },
};
