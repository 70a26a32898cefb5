import { newKey } from '../../../api/ids.ts';
import { Problem } from '../../../api/problem.ts';
import type { MediaItem } from '../draft/draft.ts';
import type { Sending } from './send.ts';

/** A file that is not in the library yet. */
export interface Upload {
  id: string;
  /** Where it stands among all that were chosen: files stay in the order they were chosen in, whichever is done first. */
  place: number;
  file: File;
  state: 'waiting' | 'sending' | 'reading' | 'offline' | 'failed';
  share: number;
  problem: string | null;
  /** The server said no to the file itself: trying again would not help. */
  isRefused: boolean;
}

type Send = (file: File, key: string, onProgress: (share: number) => void) => Sending;

const AT_ONCE = 2;

/** Files on their way to the library, two at a time. What a lost connection stops goes on by itself once it is back. */
export class UploadQueue {
  private list: readonly Upload[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly sending = new Map<string, Sending>();
  private next = 0;

  /** @param onDone Gets the item and its place. */
  constructor(private readonly send: Send, private readonly isOnline: () => boolean, private readonly onDone: (item: MediaItem, place: number) => void) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly state = (): readonly Upload[] => this.list;

  readonly add = (files: readonly File[]): void => {
    const added = files.map((file): Upload => ({ id: newKey(), place: this.next++, file, state: 'waiting', share: 0, problem: null, isRefused: false }));
    this.set([...this.list, ...added]);
    this.run();
  };

  readonly cancel = (id: string): void => {
    const sending = this.sending.get(id);
    this.set(this.list.filter(upload => upload.id !== id));
    sending?.cancel();
    this.run();
  };

  readonly retry = (id: string): void => {
    this.patch(id, { state: 'waiting', problem: null, share: 0, isRefused: false });
    this.run();
  };

  /** The connection is back. */
  readonly wake = (): void => {
    this.set(this.list.map(upload => (upload.state === 'offline' ? { ...upload, state: 'waiting' } : upload)));
    this.run();
  };

  private run(): void {
    for (const upload of this.list) {
      if (this.sending.size >= AT_ONCE) return;
      if (upload.state === 'waiting') void this.start(upload);
    }
  }

  private async start({ id, file, place }: Upload): Promise<void> {
    this.patch(id, { state: 'sending', share: 0 });
    // All bytes are there: the server reads the file to its end.
    const sending = this.send(file, id, share => this.patch(id, { share, state: share >= 1 ? 'reading' : 'sending' }));
    this.sending.set(id, sending);
    try {
      const item = await sending.done;
      this.sending.delete(id);
      this.set(this.list.filter(upload => upload.id !== id));
      this.onDone(item, place);
    } catch (error) {
      this.sending.delete(id);
      const isLost = error instanceof Problem && error.status === 0;
      this.patch(id, isLost && !this.isOnline() ? { state: 'offline', share: 0 } : { state: 'failed', problem: error instanceof Error ? error.message : String(error), isRefused: error instanceof Problem && [400, 413, 415, 422].includes(error.status) });
    }
    this.run();
  }

  private patch(id: string, change: Partial<Upload>): void {
    this.set(this.list.map(upload => (upload.id === id ? { ...upload, ...change } : upload)));
  }

  private set(list: readonly Upload[]): void {
    this.list = list;
    for (const listener of this.listeners) listener();
  }
}
