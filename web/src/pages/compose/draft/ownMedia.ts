import type { Schemas } from '../../../api/client.ts';
import type { PostType } from '../rules/limits.ts';
import { filesBody, type Item, type MediaItem, newItem, tagsAt } from './items.ts';

type VariantBody = Schemas['PostVariantBody'];

/** A file of one account. What is not there of it is as for all where all have the file too, else none: so it stays the same when that is changed. */
export type OwnItem = Pick<Item, 'media'> & Partial<Omit<Item, 'media'>>;

/** Files of an account with everything that belongs to them. */
export const itemsFrom = (own: readonly OwnItem[], ofAll: readonly Item[]): Item[] =>
  own.map(item => ({ ...(ofAll.find(one => one.media.id === item.media.id) ?? newItem(item.media)), ...item }));

/** Only what is different from the same file for all. */
export const ownItems = (items: readonly Item[], ofAll: readonly Item[]): OwnItem[] =>
  items.map(({ media, ...said }) => {
    const { media: _, ...there } = ofAll.find(one => one.media.id === media.id) ?? newItem(media);
    const isOther = (field: keyof typeof said) => JSON.stringify(said[field]) !== JSON.stringify(there[field]);
    return { media, ...(isOther('altText') ? { altText: said.altText } : {}), ...(isOther('fit') ? { fit: said.fit } : {}), ...(isOther('tags') ? { tags: said.tags } : {}) };
  });

/** In the API's words. A list of what is said of the files is given where one of them has something of its own; else the server takes along what is said for all. */
export function mediaBody(own: readonly OwnItem[], ofAll: readonly Item[], type: PostType): { body: Pick<VariantBody, 'mediaIds' | 'altTexts' | 'mediaFits'>; options: Schemas['OptionsVariantBody'] } {
  const items = itemsFrom(own, ofAll);
  const has = (field: keyof OwnItem) => own.some(item => item[field] !== undefined);
  return {
    body: {
      mediaIds: filesBody.mediaIds(items),
      ...(has('altText') ? { altTexts: filesBody.altTexts(items, type) } : {}),
      ...(has('fit') ? { mediaFits: filesBody.mediaFits(items) } : {}),
    },
    options: has('tags') ? { userTags: filesBody.userTags(items, type) } : {},
  };
}

/** The files of a variant; null where it has none of its own, or the library has lost one: then they are left as they are. */
export function itemsOfBody({ mediaIds, altTexts, mediaFits, options }: VariantBody, media: ReadonlyMap<string, MediaItem>, ofAll: readonly Item[]): OwnItem[] | null {
  const found = (mediaIds ?? []).flatMap(id => media.get(id) ?? []);
  if (!mediaIds || found.length < mediaIds.length) return null;
  const items = itemsFrom(found.map(one => ({ media: one })), ofAll);
  const given = items.map((item, index) => ({
    ...item,
    ...(altTexts ? { altText: altTexts[index] ?? '' } : {}),
    ...(mediaFits ? { fit: mediaFits[index] ?? null } : {}),
    ...(options?.userTags ? { tags: tagsAt(options.userTags, index) } : {}),
  }));
  return ownItems(given, ofAll);
}
