import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { type Upload, UploadQueue } from './queue.ts';
import { upload, type Uploaded } from './upload.ts';

/** The files of a page that are on their way, and what can be done with them. */
export interface Uploads {
  list: readonly Upload[];
  queue: UploadQueue;
}

interface Wishes {
  /** Gets each item and its place among those that were chosen. */
  onDone?: (media: Uploaded['media'], place: number) => void;
  /** What is done stays on the list until it is cleared. */
  keepsDone?: boolean;
}

/** Files on their way to the library, for as long as the page is open. */
export function useUploads({ onDone, keepsDone = false }: Wishes): Uploads {
  const queries = useQueryClient();
  const latest = useRef(onDone);
  useEffect(() => {
    latest.current = onDone;
  });
  const [queue] = useState(
    () =>
      new UploadQueue({
        send: (file, key, onShare, signal) => upload(file, onShare, signal, key),
        isOnline: () => navigator.onLine,
        pause: ms => new Promise(done => setTimeout(done, ms)),
        onDone: ({ media }, place) => {
          latest.current?.(media, place);
          void queries.invalidateQueries({ queryKey: ['media'] });
        },
        keepsDone,
      }),
  );
  const list = useSyncExternalStore(queue.subscribe, queue.state);
  // The connection is something outside of React.
  useEffect(() => {
    window.addEventListener('online', queue.wake);
    return () => window.removeEventListener('online', queue.wake);
  }, [queue]);
  return { list, queue };
}
