import { type Draft, EMPTY, isBlank, type MediaItem, newItem, withItems } from './draft.ts';
import { keyOf, readKept, writeKept } from './kept.ts';

interface Wishes {
  at: string | null;
  media: readonly MediaItem[];
  /** Accounts it was opened for. */
  channelIds: readonly string[];
  categoryId: string | null;
  /** Accounts where none is wished for. */
  usualChannelIds: readonly string[];
}

export interface Beginning {
  draft: Draft;
  /** The unfinished post that was laid aside for this one; it is on the server. */
  laidAside: string | null;
}

/** How a new post begins. What was unfinished is gone on with, unless the page was opened for something of its own and the server has the unfinished one. */
export function begin(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null, ids: { workspaceId: string; memberId: string }, wishes: Wishes): Beginning {
  const key = keyOf(ids.workspaceId, ids.memberId, null);
  const kept = readKept(storage, key);
  const fresh = withItems({ ...EMPTY, channelIds: wishes.channelIds.length > 0 ? [...wishes.channelIds] : [...wishes.usualChannelIds], categoryId: wishes.categoryId, at: wishes.at }, wishes.media.map(newItem));
  const isWished = wishes.at !== null || wishes.media.length > 0 || wishes.channelIds.length > 0 || wishes.categoryId !== null;
  if (kept === null || isBlank(kept.draft)) {
    writeKept(storage, key, null);
    return { draft: fresh, laidAside: null };
  }
  if (!isWished) return { draft: kept.draft, laidAside: null };
  if (kept.base !== null) {
    writeKept(storage, keyOf(ids.workspaceId, ids.memberId, kept.base.postId), kept);
    writeKept(storage, key, null);
    return { draft: fresh, laidAside: kept.base.postId };
  }
  // Only this browser has it, so it is not laid aside: what was wished for is added to it.
  const more = wishes.media.filter(item => kept.draft.items.every(one => one.media.id !== item.id)).map(newItem);
  const draft = {
    ...withItems(kept.draft, [...kept.draft.items, ...more]),
    channelIds: wishes.channelIds.length > 0 ? [...wishes.channelIds] : kept.draft.channelIds,
    categoryId: wishes.categoryId ?? kept.draft.categoryId,
    at: wishes.at ?? kept.draft.at,
  };
  writeKept(storage, key, { ...kept, draft });
  return { draft, laidAside: null };
}
