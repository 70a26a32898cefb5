import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { MediaItem } from '../draft/draft.ts';
import { type Upload, UploadQueue } from './queue.ts';
import { send } from './send.ts';

export interface Uploads {
  list: readonly Upload[];
  queue: UploadQueue;
}

/** Files on their way to the library, for as long as the page is open.
 * @param onDone Gets each item and its place among those that were chosen. */
export function useUploads(onDone: (item: MediaItem, place: number) => void): Uploads {
  const queries = useQueryClient();
  const latest = useRef(onDone);
  useEffect(() => {
    latest.current = onDone;
  });
  const [queue] = useState(() => new UploadQueue(send, () => navigator.onLine, (item, place) => {
    latest.current(item, place);
    void queries.invalidateQueries({ queryKey: ['media'] });
  }));
  const list = useSyncExternalStore(queue.subscribe, queue.state);
  // The connection is something outside of React.
  useEffect(() => {
    window.addEventListener('online', queue.wake);
    return () => window.removeEventListener('online', queue.wake);
  }, [queue]);
  return { list, queue };
}
