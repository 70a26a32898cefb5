import { upload } from '../../../shared/upload.ts';
import type { MediaItem } from '../draft/draft.ts';

/** One file on its way. */
export interface Sending {
  done: Promise<MediaItem>;
  cancel: () => void;
}

/** Sends a file.
 * @param key The same for each try of one file. */
export function send(file: File, key: string, onProgress: (share: number) => void): Sending {
  const stop = new AbortController();
  return { done: upload(file, onProgress, stop.signal, key).then(uploaded => uploaded.media), cancel: () => stop.abort() };
}
