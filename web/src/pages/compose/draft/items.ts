import type { Schemas } from '../../../api/client.ts';
import type { MediaFit } from '../rules/framing.ts';
import type { PostType } from '../rules/limits.ts';
import { has } from '../rules/types.ts';

export type MediaItem = Schemas['MediaResponse'];
type UserTag = NonNullable<Schemas['OptionsVariantBody']['userTags']>[number];

/** A person named in a picture; without a place where the post has none. */
export interface Tag {
  username: string;
  x: number;
  y: number;
}

/** A picture or video of the draft, with what belongs to it: it all moves along when the order changes. */
export interface Item {
  media: MediaItem;
  altText: string;
  fit: MediaFit | null;
  tags: Tag[];
}

export const newItem = (media: MediaItem): Item => ({ media, altText: '', fit: null, tags: [] });

/** What the API is told of files, by their position. The types say string and fit, the API says null for none. */
export const filesBody = {
  mediaIds: (items: readonly Item[]) => items.map(item => item.media.id),
  altTexts: (items: readonly Item[], type: PostType) => items.map(item => (has.altText(type, item.media.kind) && item.altText.trim() !== '' ? item.altText.trim() : null)) as string[],
  mediaFits: (items: readonly Item[]) => items.map(item => item.fit) as MediaFit[],
  userTags: (items: readonly Item[], type: PostType): UserTag[] =>
    items.flatMap((item, index) =>
      !has.tags(type, item.media.kind) ? [] : item.tags.filter(tag => tag.username !== '').map(tag => ({ username: tag.username, ...(has.positions(type) ? { x: tag.x, y: tag.y } : {}), ...(items.length > 1 ? { item: index } : {}) })),
    ),
};

/** Those of one file. */
export const tagsAt = (tags: readonly UserTag[], index: number): Tag[] =>
  tags.filter(tag => (tag.item ?? 0) === index).map(tag => ({ username: tag.username, x: tag.x ?? 0.5, y: tag.y ?? 0.5 }));
