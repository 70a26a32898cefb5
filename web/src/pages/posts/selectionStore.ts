import { createContext, useContext, useSyncExternalStore } from 'react';
import type { BulkPost } from './bulk/actions.ts';
import { ranged, type Selection, toggled, withAll, without } from './selection.ts';

/** What somebody has selected. It is no state of the page: of two thousand entries, only those that change are drawn again. */
export class SelectionStore {
  private ids: Selection = [];
  private last: string | null = null;
  private on: boolean;
  private readonly known = new Map<string, BulkPost>();
  private readonly listeners = new Set<() => void>();

  /** @param on Whether things can be selected from the start. */
  constructor(on: boolean) {
    this.on = on;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Whether a click selects. */
  readonly isOn = (): boolean => this.on;

  readonly selected = (): Selection => this.ids;

  /** The selected posts, as they were when they were selected. */
  posts(): BulkPost[] {
    return this.ids.flatMap(id => this.known.get(id) ?? []);
  }

  /** Begins to select, or ends it with nothing selected. */
  setOn(on: boolean): void {
    this.on = on;
    this.change(on ? this.ids : []);
  }

  /** Takes one in or leaves it out. */
  toggle(post: BulkPost): void {
    this.known.set(post.id, post);
    this.last = post.id;
    this.change(toggled(this.ids, post.id));
  }

  /** The same with everything between it and the one before. */
  toggleRange(list: readonly BulkPost[], to: string): void {
    for (const post of list) this.known.set(post.id, post);
    const next = ranged(this.ids, list.map(post => post.id), this.last, to);
    this.last = to;
    this.change(next);
  }

  /** Takes in as many as can be changed at once. */
  add(posts: readonly BulkPost[]): void {
    for (const post of posts) this.known.set(post.id, post);
    this.change(withAll(this.ids, posts.map(post => post.id)));
  }

  drop(ids: readonly string[]): void {
    this.change(without(this.ids, ids));
  }

  clear(): void {
    this.change([]);
  }

  private change(ids: Selection): void {
    this.ids = ids;
    for (const listener of this.listeners) listener();
  }
}

/** The store of the page around; null where nothing can be selected. */
export const SelectionContext = createContext<SelectionStore | null>(null);

/** What is selected. */
export const useSelected = (store: SelectionStore): Selection => useSyncExternalStore(store.subscribe, store.selected);

/** Whether a click selects. */
export const useIsSelecting = (store: SelectionStore): boolean => useSyncExternalStore(store.subscribe, store.isOn);

const never = () => () => undefined;

/** Whether a post is selected; null while a click does not select. */
export function useMark(postId: string): boolean | null {
  const store = useContext(SelectionContext);
  return useSyncExternalStore(store?.subscribe ?? never, () => (store?.isOn() ? store.selected().includes(postId) : null));
}
