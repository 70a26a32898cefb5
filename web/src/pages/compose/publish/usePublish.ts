import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, call } from '../../../api/client.ts';
import { Problem } from '../../../api/problem.ts';
import type { Post } from '../draft/draft.ts';
import { draftServer } from '../draft/server.ts';
import type { DraftStore } from '../draft/store.ts';

/** What is done with a post that is written. */
export type Step = 'save' | 'submit' | 'schedule' | 'slot' | 'now';

const MEDIA_PAUSE_MS = 4_000;
const MEDIA_TRIES = 30;

const pause = (ms: number) => new Promise(done => setTimeout(done, ms));

/** Asks again while media is being made fit: nothing was changed, and the work goes on meanwhile. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'media_preparing') || tried >= MEDIA_TRIES) throw error;
      await pause(MEDIA_PAUSE_MS);
    }
  }
}

/** Saves what is written, then does what is wanted with it. */
export function usePublish(store: DraftStore, onDone: (post: Post, step: Step) => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ step, at, force = false }: { step: Step; /** Of a slot that is not the next one. */ at?: string; force?: boolean }): Promise<{ post: Post; step: Step }> => {
      const { postId } = await patiently(() => store.save(force, step === 'submit'));
      const path = { params: { path: { postId } } };
      const { draft } = store.state();
      const timeZone = store.settings.timeZone;
      switch (step) {
        case 'save':
          return { step, post: store.state().post ?? (await draftServer.read(postId)) };
        case 'schedule':
          return { step, post: await patiently(() => call(api.POST('/api/v1/posts/{postId}/schedule', { ...path, body: { localTime: draft.at, timeZone, force } }))) };
        case 'slot':
          // The next one is whichever is free when it is taken.
          return { step, post: await patiently(() => call(api.POST('/api/v1/posts/{postId}/schedule', { ...path, body: { ...(at ? { at } : { nextSlot: true }), force } }))) };
        case 'now':
          return { step, post: await patiently(() => call(api.POST('/api/v1/posts/{postId}/publish-now', { ...path, body: { force } }))) };
        case 'submit':
          return { step, post: await call(api.POST('/api/v1/posts/{postId}/submit', path)) };
      }
    },
    onSuccess: ({ post, step }) => {
      for (const key of ['posts', 'calendar', 'overview', 'approvals', 'jobs', 'slots']) void queries.invalidateQueries({ queryKey: [key] });
      void queries.invalidateQueries({ queryKey: ['post', post.id] });
      onDone(post, step);
    },
  });
}
