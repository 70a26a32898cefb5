import { Problem } from '../../../api/problem.ts';
import { contentOf, type Draft, EMPTY, isBlank, isPlain, type Post } from './draft.ts';
import { type Base, type Kept, readKept, writeKept } from './kept.ts';
import type { DraftServer, WantedTime } from './server.ts';

/** Somebody else changed the post while it was edited here. */
export interface Clash {
  theirs: Post;
}

/** Where a draft stands. Replaced as a whole at every change, so that React sees it. */
export interface DraftState {
  draft: Draft;
  base: Base | null;
  /** It came out of this browser's keeping; when it was last written there. */
  restoredFrom: string | null;
  isSaving: boolean;
  /** The last refusal; gone with the next change. */
  problem: Problem | null;
  clash: Clash | null;
  /** The post as the server last gave it. */
  post: Post | null;
  /** The browser keeps what is written. */
  isKept: boolean;
}

export interface StoreSettings {
  key: string;
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null;
  server: DraftServer;
  /** Where somebody has to approve, the wanted time is noted with the draft; else a time would schedule it. */
  notesTime: boolean;
  timeZone: string;
  /** Called with what the server answered. */
  onSaved?: (post: Post) => void;
}

const PAUSE_MS = 1_500;
const RETRY_MS = 5_000;

/** A draft while it is written: kept in the browser at once, and on the server soon after. */
export class DraftStore {
  private now: DraftState;
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private isOver = false;

  constructor(readonly settings: StoreSettings, start: { draft: Draft; base: Base | null; post: Post | null }) {
    const kept = readKept(settings.storage, settings.key);
    const isOther = kept !== null && (start.base === null ? !isBlank(kept.draft) : text(kept.draft) !== start.base.content);
    this.now = { draft: start.draft, base: start.base, restoredFrom: null, isSaving: false, problem: null, clash: null, post: start.post, isKept: true };
    if (!isOther) return;
    this.now = { ...this.now, draft: kept.draft, base: kept.base ?? start.base, restoredFrom: kept.keptAt };
    if (start.post && kept.base && kept.base.version !== start.post.version) this.now.clash = { theirs: start.post };
    if (this.isDirty()) this.plan(PAUSE_MS);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly state = (): DraftState => this.now;

  /** Changes the draft. */
  readonly change = (change: Partial<Draft> | ((draft: Draft) => Draft)): void => {
    const draft = typeof change === 'function' ? change(this.now.draft) : { ...this.now.draft, ...change };
    this.set({ draft, problem: null });
    this.keep();
    this.plan(PAUSE_MS);
  };

  /** Saved by itself while it is written: only what nobody has signed, for the rest a change has consequences. */
  get savesItself(): boolean {
    return this.now.post === null || isPlain(this.now.post);
  }

  /** Somebody has done with it. */
  get isForgotten(): boolean {
    return this.isOver;
  }

  /** Whether the server has something else than what is written here. */
  isDirty(): boolean {
    return this.now.base === null ? !isBlank(this.now.draft) : text(this.now.draft) !== this.now.base.content;
  }

  /** Saves now, after what is under way.
   * @param withTime Also a wanted time that was chosen since the post was made, where it is noted with the draft.
   * @returns The post as the server has it.
   * @throws Problem with the server's refusal, which the state then holds too. */
  save(force = false, withTime = false): Promise<{ postId: string }> {
    clearTimeout(this.timer);
    const saved = this.running.then(() => this.send(force, withTime));
    this.running = saved.catch(() => undefined);
    return saved;
  }

  /** Goes on with what is written here, over what somebody else wrote. */
  async keepMine(): Promise<void> {
    const { clash, base } = this.now;
    if (!clash || !base) return;
    this.set({ clash: null, base: { ...base, version: clash.theirs.version, content: '' }, post: clash.theirs });
    this.keep();
    if (this.savesItself) await this.save().catch(() => undefined);
  }

  /** Takes another draft in place of this one, as when somebody else's is taken over. */
  replace(draft: Draft, base: Base | null, post: Post | null): void {
    clearTimeout(this.timer);
    this.set({ draft, base, post, clash: null, problem: null, restoredFrom: null });
    this.keep();
  }

  /** Forgets what this browser keeps: it is on the server, or nobody wants it. */
  forget(): void {
    clearTimeout(this.timer);
    this.isOver = true;
    writeKept(this.settings.storage, this.settings.key, null);
  }

  /** Leaves the draft for another one: it is kept under another key, where what was not saved yet is found again. */
  layAside(key: string | null): void {
    const { draft, base } = this.now;
    const isDirty = this.isDirty();
    this.forget();
    if (key !== null && base !== null && isDirty) writeKept(this.settings.storage, key, { draft, base, keptAt: new Date().toISOString() });
  }

  /** Throws the draft away, also what was saved of it by itself.
   * @returns What brings it back. */
  discard(): () => void {
    const before = this.now;
    clearTimeout(this.timer);
    this.set({ draft: EMPTY, base: null, post: null, clash: null, problem: null, restoredFrom: null });
    writeKept(this.settings.storage, this.settings.key, null);
    if (before.base !== null) void this.settings.server.remove(before.base.postId).catch(() => undefined);
    return () => {
      // What was deleted on the server is made anew.
      this.set({ ...before, base: null, post: null, restoredFrom: null, isSaving: false });
      this.keep();
      this.plan(0);
    };
  }

  /** The post as it stands now, as after an event: taken over where nothing was written here, else shown as a clash. */
  meetNewer(post: Post, draft: Draft): void {
    const { base, isSaving, clash } = this.now;
    if (base === null || isSaving || clash !== null || post.id !== base.postId || post.version <= base.version) return;
    if (this.isDirty()) this.set({ clash: { theirs: post } });
    else this.replace(draft, { postId: post.id, version: post.version, content: text(draft), at: base.at }, post);
  }

  /** Somebody was elsewhere and came back to what is unfinished. */
  welcomeBack(): void {
    if (!isBlank(this.now.draft)) this.set({ restoredFrom: new Date().toISOString() });
  }

  readonly dismissRestored = (): void => this.set({ restoredFrom: null });

  /** The connection is back. */
  readonly wake = (): void => {
    if (this.now.problem?.status === 0) this.plan(0);
  };

  /** The wanted time that the server does not have. */
  private newTime(): WantedTime | null {
    const { draft, base } = this.now;
    return this.settings.notesTime && draft.at !== null && draft.at !== base?.at ? { localTime: draft.at, timeZone: this.settings.timeZone } : null;
  }

  private async send(force: boolean, withTime: boolean): Promise<{ postId: string }> {
    const { base, draft, clash } = this.now;
    if (clash) throw new Problem(412, { code: 'version_conflict', detail: 'Somebody else changed this post. Choose whose version stays first.' });
    const content = text(draft);
    const at = base === null || withTime ? this.newTime() : null;
    if (base !== null && base.content === content && at === null) return base;
    this.set({ isSaving: true, problem: null });
    try {
      const post = base === null ? await this.settings.server.create(contentOf(draft), at) : await this.settings.server.revise(base.postId, contentOf(draft), base.version, force, at);
      const saved: Base = { postId: post.id, version: post.version, content, at: at ? draft.at : (base?.at ?? null) };
      this.set({ isSaving: false, base: saved, post });
      if (!this.isOver) this.keep();
      this.settings.onSaved?.(post);
      if (text(this.now.draft) !== content) this.plan(PAUSE_MS);
      return saved;
    } catch (error) {
      const problem = error instanceof Problem ? error : new Problem(0, null);
      this.set({ isSaving: false, problem });
      if (problem.status === 412 && base !== null) await this.meet(base.postId);
      if (problem.status === 0 || problem.status === 429 || problem.code === 'media_preparing') this.plan(RETRY_MS);
      throw problem;
    }
  }

  private async meet(postId: string): Promise<void> {
    try {
      this.set({ clash: { theirs: await this.settings.server.read(postId) } });
    } catch {
      // Then the refusal alone is shown, and the next save asks again.
    }
  }

  private plan(pause: number): void {
    clearTimeout(this.timer);
    if (!this.savesItself || this.isOver) return;
    // Without media every network refuses it, unless it is words alone; this browser keeps it until then.
    const { items, type, caption, hashtags } = this.now.draft;
    const isNothing = type === 'text' ? caption.trim() === '' && hashtags.length === 0 : items.length === 0;
    if (isNothing || this.now.clash || !this.isDirty()) return;
    this.timer = setTimeout(() => void this.save().catch(() => undefined), pause);
  }

  private keep(): void {
    const { draft, base } = this.now;
    // A new post is found again by what is kept here; one with an address of its own only has to keep what is not saved.
    const isNew = this.settings.key.endsWith('.new');
    const isSaved = !this.isDirty() && (base === null || (!isNew && draft.at === base.at));
    const kept: Kept | null = isSaved ? null : { draft, base, keptAt: new Date().toISOString() };
    const isKept = writeKept(this.settings.storage, this.settings.key, kept);
    if (isKept !== this.now.isKept) this.set({ isKept });
  }

  private set(change: Partial<DraftState>): void {
    this.now = { ...this.now, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** A draft's content, to be compared. */
export const text = (draft: Draft): string => JSON.stringify(contentOf(draft));
