import { useQueryClient } from '@tanstack/react-query';
import { useReducer, useRef } from 'react';
import { newKey } from '../../api/ids.ts';
import { upload } from '../../shared/upload.ts';
import { waitFor } from './waitFor.ts';
import { type Upload, uploadsReducer } from './uploadsReducer.ts';

const AT_ONCE = 2;

/** Sends files, two at a time, and tells how far each has come. */
export function useUploads() {
  const queries = useQueryClient();
  const [uploads, change] = useReducer(uploadsReducer, []);
  const waiting = useRef<{ key: string; file: File; stop: AbortController }[]>([]);
  const running = useRef(new Map<string, AbortController>());

  const next = async (): Promise<void> => {
    const one = running.current.size < AT_ONCE ? waiting.current.shift() : undefined;
    if (one === undefined) return;
    const { key, file, stop } = one;
    running.current.set(key, stop);
    change({ kind: 'began', key });
    try {
      const { media, isNew } = await upload(file, share => change({ kind: 'sent', key, share }), stop.signal);
      change({ kind: 'done', key, mediaId: media.id, isNew });
      void queries.invalidateQueries({ queryKey: ['media', 'list'] });
    } catch (error) {
      const wait = waitFor(error);
      if (wait !== null) {
        change({ kind: 'held', key });
        waiting.current.unshift(one);
        // The place stays taken meanwhile, or the next file would be refused in the same way.
        await new Promise(done => setTimeout(done, wait));
      } else {
        change(error instanceof DOMException ? { kind: 'removed', key } : { kind: 'failed', key, error });
      }
    } finally {
      running.current.delete(key);
      void next();
    }
  };

  const begin = (list: { key: string; file: File }[]) => {
    waiting.current.push(...list.map(one => ({ ...one, stop: new AbortController() })));
    for (let free = AT_ONCE - running.current.size; free > 0; free--) void next();
  };
  return {
    uploads,
    add: (files: readonly File[]) => {
      const list = files.map(file => ({ key: newKey(), file }));
      change({ kind: 'added', files: list });
      begin(list);
    },
    again: (one: Upload) => begin([{ key: one.key, file: one.file }]),
    /** Stops it, or takes it off the list where it is over. */
    drop: (key: string) => {
      const isWaiting = waiting.current.some(one => one.key === key);
      waiting.current = waiting.current.filter(one => one.key !== key);
      const stop = isWaiting ? undefined : running.current.get(key);
      if (stop === undefined) change({ kind: 'removed', key });
      else stop.abort();
    },
    clear: () => change({ kind: 'cleared' }),
  };
}
