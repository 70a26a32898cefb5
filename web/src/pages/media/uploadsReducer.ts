import { sentenceOf } from '../../api/problem.ts';
import { errorOf } from '../../shared/fieldErrors.ts';

/** One file on its way to the library. */
export interface Upload {
  key: string;
  file: File;
  /** `reading`: every byte has arrived, and the server looks at the file. `known`: the library had the same bytes already. */
  state: 'waiting' | 'sending' | 'reading' | 'done' | 'known' | 'failed';
  share: number;
  mediaId: string | null;
  trouble: string | null;
}

/** What happens to the list. */
export type UploadChange =
  | { kind: 'added'; files: readonly { key: string; file: File }[] }
  | { kind: 'began'; key: string }
  | { kind: 'held'; key: string }
  | { kind: 'sent'; key: string; share: number }
  | { kind: 'done'; key: string; mediaId: string; isNew: boolean }
  | { kind: 'failed'; key: string; error: unknown }
  | { kind: 'removed'; key: string }
  | { kind: 'cleared' };

/** What becomes of the list of uploads. What has failed stays on it until somebody takes it away. */
export function uploadsReducer(uploads: readonly Upload[], change: UploadChange): Upload[] {
  const set = (key: string, part: Partial<Upload>) => uploads.map(one => (one.key === key ? { ...one, ...part } : one));
  switch (change.kind) {
    case 'added':
      return [...uploads, ...change.files.map(one => ({ ...one, state: 'waiting' as const, share: 0, mediaId: null, trouble: null }))];
    case 'began':
      return set(change.key, { state: 'sending', share: 0, trouble: null });
    case 'held':
      return set(change.key, { state: 'waiting', share: 0 });
    case 'sent':
      return set(change.key, { state: change.share >= 1 ? 'reading' : 'sending', share: change.share });
    case 'done':
      return set(change.key, { state: change.isNew ? 'done' : 'known', share: 1, mediaId: change.mediaId });
    case 'failed':
      return set(change.key, { state: 'failed', trouble: errorOf(change.error, 'file') ?? sentenceOf(change.error) });
    case 'removed':
      return uploads.filter(one => one.key !== change.key);
    case 'cleared':
      return uploads.filter(one => !['done', 'known', 'failed'].includes(one.state));
  }
}

/** The list in a sentence, for the live region. */
export function summaryOf(uploads: readonly Upload[]): string {
  const count = (states: readonly Upload['state'][]) => uploads.filter(one => states.includes(one.state)).length;
  const [under, done, failed] = [count(['waiting', 'sending', 'reading']), count(['done', 'known']), count(['failed'])];
  return [under > 0 ? `${under} on the way` : '', done > 0 ? `${done} in the library` : '', failed > 0 ? `${failed} failed` : ''].filter(Boolean).join(', ');
}
