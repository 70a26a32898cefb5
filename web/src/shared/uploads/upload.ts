import { type Schemas, signedHeaders } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';

/** What came of an upload. `isNew` is false where the library has the same bytes already. */
export interface Uploaded {
  media: Schemas['MediaResponse'];
  isNew: boolean;
}

/** Sends one file to the library. XMLHttpRequest, because `fetch` tells nothing about how far a request has come.
 * @param key The same for each try of one file, so that a lost answer makes no second item; a new one where left out.
 * @throws Problem with the server's sentence, and with `retryAfter` in seconds where it said to come later. */
export function upload(file: File, onShare: (share: number) => void, signal: AbortSignal, key?: string): Promise<Uploaded> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/media?fileName=${encodeURIComponent(file.name)}`);
    for (const [name, value] of Object.entries({ ...signedHeaders(), ...(key === undefined ? {} : { 'Idempotency-Key': key }), 'Content-Type': 'application/octet-stream' })) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.onprogress = event => {
      if (event.lengthComputable) onShare(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status === 200 || request.status === 201) resolve({ media: request.response as Schemas['MediaResponse'], isNew: request.status === 201 });
      else reject(new Problem(request.status, { ...(request.response as object | null), retryAfter: request.getResponseHeader('Retry-After') }));
    };
    request.onerror = () => reject(new Problem(0, null));
    request.onabort = () => reject(new DOMException('Stopped.', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
