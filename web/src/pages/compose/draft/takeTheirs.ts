import type { QueryClient } from '@tanstack/react-query';
import { wallOf } from '../../../shared/wall.ts';
import { draftOf, type MediaItem, type Post } from './draft.ts';
import { mediaQuery } from './mediaQuery.ts';
import { type DraftStore, text } from './store.ts';

/** The files a post names, for all and for single accounts, as far as the library still has them. */
export async function mediaOf(post: Post, queries: QueryClient): Promise<Map<string, MediaItem>> {
  const ids = new Set([...post.mediaIds, ...(post.options.coverMediaId ? [post.options.coverMediaId] : []), ...post.variants.flatMap(one => one.mediaIds ?? [])]);
  const found = await Promise.all([...ids].map(id => queries.fetchQuery(mediaQuery(id)).catch(() => null)));
  return new Map(found.flatMap(item => (item ? [[item.id, item] as const] : [])));
}

/** Puts somebody else's version in place of what is written here. */
export async function takeTheirs(store: DraftStore, queries: QueryClient, zone: string): Promise<void> {
  const theirs = store.state().clash?.theirs;
  if (!theirs) return;
  const draft = draftOf(theirs, await mediaOf(theirs, queries), theirs.at ? wallOf(theirs.at, zone) : null);
  store.replace(draft, { postId: theirs.id, version: theirs.version, content: text(draft), at: draft.at }, theirs);
}
