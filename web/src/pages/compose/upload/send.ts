import { signedHeaders } from '../../../api/client.ts';
import { Problem } from '../../../api/problem.ts';
import type { MediaItem } from '../draft/draft.ts';

/** One file on its way. */
export interface Sending {
  done: Promise<MediaItem>;
  cancel: () => void;
}

/** Sends a file with progress, which `fetch` does not tell.
 * @param key The same for each try of one file: a lost answer makes no second item. */
export function send(file: File, key: string, onProgress: (share: number) => void): Sending {
  const request = new XMLHttpRequest();
  const done = new Promise<MediaItem>((resolve, reject) => {
    request.open('POST', `/api/v1/media?fileName=${encodeURIComponent(file.name)}`);
    for (const [name, value] of Object.entries({ ...signedHeaders(), 'Idempotency-Key': key })) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = event => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => {
      const body = read(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(body as MediaItem);
      else reject(new Problem(request.status, body));
    };
    request.onerror = () => reject(new Problem(0, null));
    request.onabort = () => reject(new DOMException('Cancelled', 'AbortError'));
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
}

function read(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
