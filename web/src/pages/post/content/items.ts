import type { Schemas } from '../../../api/client.ts';
import { postFor } from './forAccount.ts';

type Post = Schemas['PostResponse'];

/** An item of a post on one account. */
export interface ShownItem {
  mediaId: string;
  /** What was made of it for the account; null where the file goes out as it was uploaded. */
  renditionId: string | null;
  contentType: string | null;
  altText: string | null;
  isCover: boolean;
  width: number | null;
  height: number | null;
  bytes: number | null;
  preparing: boolean;
  progress: number | null;
  problem: string | null;
}

/** The items of a post as an account gets them, the cover last; the library's where nothing was made yet. */
export function itemsFor(post: Post, channelId: string | null): ShownItem[] {
  const files = (post.files ?? []).filter(file => file.channelId === channelId);
  const own = postFor(post, channelId);
  if (files.length === 0) return itemsOf(own);
  let position = 0;
  return files.map(file => ({
    mediaId: file.mediaId,
    renditionId: file.renditionId,
    contentType: file.contentType,
    altText: file.cover ? null : (own.altTexts[position++] ?? null),
    isCover: file.cover,
    width: file.width,
    height: file.height,
    bytes: file.bytes,
    preparing: file.preparing,
    progress: file.progress,
    problem: file.problem,
  }));
}

/** The items of a post, or of one of its versions, as they lie in the library; the cover last. */
export function itemsOf({ mediaIds, altTexts, options }: Pick<Post, 'mediaIds' | 'altTexts' | 'options'>): ShownItem[] {
  const items = mediaIds.map((mediaId, position) => ({ ...NOTHING_KNOWN, mediaId, altText: altTexts[position] ?? null }));
  return options.coverMediaId ? [...items, { ...NOTHING_KNOWN, mediaId: options.coverMediaId, altText: null, isCover: true }] : items;
}

const NOTHING_KNOWN = { renditionId: null, contentType: null, isCover: false, width: null, height: null, bytes: null, preparing: false, progress: null, problem: null };

/** Whether every account gets the same files and words, so that nobody need choose one. */
export function looksTheSame(post: Post): boolean {
  const shown = post.channelIds.map(id => {
    const { caption, hashtags, options } = postFor(post, id);
    return JSON.stringify([caption, hashtags, options, itemsFor(post, id).map(item => [item.mediaId, item.renditionId, item.altText, item.problem])]);
  });
  return new Set(shown).size <= 1;
}

/** Where the bytes of an item are: what was made of it, else a picture of it that any browser can show. */
export function addressFor(item: ShownItem, isVideo: boolean): string {
  if (item.renditionId !== null) return `/api/v1/media/${item.mediaId}/renditions/${item.renditionId}/content`;
  return isVideo ? `/api/v1/media/${item.mediaId}/content` : `/api/v1/media/${item.mediaId}/thumbnail`;
}
