import { newKey } from '../../api/ids.ts';
import { Problem, sentenceOf } from '../../api/problem.ts';
import { errorOf } from '../fieldErrors.ts';
import type { Uploaded } from './upload.ts';
import { waitFor } from './waitFor.ts';

/** A file on its way to the library. */
export interface Upload {
  id: string;
  /** Where it stands among all that were chosen: files stay in the order they were chosen in, whichever is done first. */
  place: number;
  file: File;
  /** `reading`: every byte has arrived, and the server looks at the file. `known`: the library had the same bytes already. */
  state: 'waiting' | 'sending' | 'reading' | 'offline' | 'done' | 'known' | 'failed';
  share: number;
  /** Of what is done. */
  mediaId: string | null;
  problem: string | null;
  /** The server said no to the file itself: trying again would not help. */
  isRefused: boolean;
}

/** What the queue needs of the world around it. */
export interface UploadWays {
  /** Sends one file; the key is the same for each try of it. */
  send: (file: File, key: string, onShare: (share: number) => void, signal: AbortSignal) => Promise<Uploaded>;
  isOnline: () => boolean;
  pause: (ms: number) => Promise<unknown>;
  /** Gets what has arrived, and its place. */
  onDone: (uploaded: Uploaded, place: number) => void;
  /** What is done stays on the list until it is cleared; else it leaves at once. */
  keepsDone?: boolean;
}

const AT_ONCE = 2;
const OVER: readonly Upload['state'][] = ['done', 'known', 'failed'];

/** Whether nothing more becomes of it by itself. */
export const isOver = (upload: Upload): boolean => OVER.includes(upload.state);

/** Files on their way to the library, two at a time. What a lost connection or a limit of the server stops goes on by itself. */
export class UploadQueue {
  private list: readonly Upload[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly running = new Map<string, AbortController>();
  private next = 0;

  constructor(private readonly ways: UploadWays) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly state = (): readonly Upload[] => this.list;

  /** @returns The place of each. */
  readonly add = (files: readonly File[]): number[] => {
    const added = files.map((file): Upload => ({ id: newKey(), place: this.next++, file, state: 'waiting', share: 0, mediaId: null, problem: null, isRefused: false }));
    this.set([...this.list, ...added]);
    this.run();
    return added.map(upload => upload.place);
  };

  /** Stops it, and takes it off the list. */
  readonly cancel = (id: string): void => {
    this.set(this.list.filter(upload => upload.id !== id));
    this.running.get(id)?.abort();
    this.run();
  };

  readonly retry = (id: string): void => {
    this.patch(id, { state: 'waiting', problem: null, share: 0, isRefused: false });
    this.run();
  };

  /** Takes what is over off the list. */
  readonly clear = (): void => this.set(this.list.filter(upload => !isOver(upload)));

  /** The connection is back. */
  readonly wake = (): void => {
    this.set(this.list.map(upload => (upload.state === 'offline' ? { ...upload, state: 'waiting' } : upload)));
    this.run();
  };

  private run(): void {
    for (const upload of this.list) {
      if (this.running.size >= AT_ONCE) return;
      if (upload.state === 'waiting' && !this.running.has(upload.id)) void this.start(upload);
    }
  }

  private async start({ id, file, place }: Upload): Promise<void> {
    const stop = new AbortController();
    this.running.set(id, stop);
    this.patch(id, { state: 'sending', share: 0 });
    try {
      const uploaded = await this.ways.send(file, id, share => this.patch(id, { share, state: share >= 1 ? 'reading' : 'sending' }), stop.signal);
      if (this.ways.keepsDone) this.patch(id, { state: uploaded.isNew ? 'done' : 'known', share: 1, mediaId: uploaded.media.id });
      else this.set(this.list.filter(upload => upload.id !== id));
      this.ways.onDone(uploaded, place);
    } catch (error) {
      const wait = stop.signal.aborted ? null : waitFor(error);
      if (wait !== null) {
        this.patch(id, { state: 'waiting', share: 0 });
        // Its place stays taken meanwhile, or the next file would be refused in the same way.
        await this.ways.pause(wait);
      } else {
        this.patch(id, this.afterwards(error));
      }
    }
    this.running.delete(id);
    this.run();
  }

  /** What has become of a file that did not arrive. */
  private afterwards(error: unknown): Partial<Upload> {
    const isLost = error instanceof Problem && error.status === 0;
    if (isLost && !this.ways.isOnline()) return { state: 'offline', share: 0 };
    return { state: 'failed', problem: errorOf(error, 'file') ?? sentenceOf(error), isRefused: error instanceof Problem && [400, 413, 415, 422].includes(error.status) };
  }

  private patch(id: string, change: Partial<Upload>): void {
    this.set(this.list.map(upload => (upload.id === id ? { ...upload, ...change } : upload)));
  }

  private set(list: readonly Upload[]): void {
    this.list = list;
    for (const listener of this.listeners) listener();
  }
}

/** The list in a sentence, for the live region. */
export function summaryOf(uploads: readonly Upload[]): string {
  const count = (fits: (upload: Upload) => boolean) => uploads.filter(fits).length;
  const [under, done, failed] = [count(one => !isOver(one)), count(one => one.state === 'done' || one.state === 'known'), count(one => one.state === 'failed')];
  return [under > 0 ? `${under} on the way` : '', done > 0 ? `${done} in the library` : '', failed > 0 ? `${failed} failed` : ''].filter(Boolean).join(', ');
}
