import type { Schemas } from '../../../api/client.ts';
import { cleanTag } from '../rules/caption.ts';
import { has } from '../rules/types.ts';
import type { Draft, Post } from './draft.ts';
import type { Item, MediaItem } from './items.ts';
import { itemsFrom, itemsOfBody, mediaBody, type OwnItem, ownItems } from './ownMedia.ts';

type VariantBody = Schemas['PostVariantBody'];

/** What an account can have of its own, as it is written: in the same fields as for all. */
export type Own = Partial<Pick<Draft, 'caption' | 'hashtags' | 'firstComment' | 'items'>>;

export type OwnField = keyof Own;

/** What one account gets differently. What is not there is as for all; what is empty is none. */
export interface Variant extends Omit<Own, 'items'> {
  items?: OwnItem[];
  /** What it has beside these: set elsewhere, and kept as it is. */
  other?: Omit<VariantBody, 'channelId'>;
}

/** Whether an account has this field of its own. */
export const isOwn = (draft: Draft, channelId: string, field: OwnField): boolean => draft.variants[channelId]?.[field] !== undefined;

/** The draft with the words and files that one account gets. */
export function draftFor(draft: Draft, channelId: string | null): Draft {
  const { caption = draft.caption, hashtags = draft.hashtags, firstComment = draft.firstComment, items } = draft.variants[channelId ?? ''] ?? {};
  return { ...draft, caption, hashtags, firstComment, items: items === undefined ? draft.items : itemsFrom(items, draft.items) };
}

/** Gives an account something of its own. */
export function withOwn(draft: Draft, channelId: string, { items, ...words }: Own): Draft {
  if (items === undefined && Object.keys(words).length === 0) return draft;
  const own: Variant = { ...draft.variants[channelId], ...words, ...(items === undefined ? {} : { items: ownItems(items, draft.items) }) };
  return { ...draft, variants: { ...draft.variants, [channelId]: own } };
}

/** Gives an account that of all again. */
export function withoutOwn(draft: Draft, channelId: string, field: OwnField): Draft {
  const { [channelId]: variant, ...others } = draft.variants;
  const { [field]: _, ...rest } = variant ?? {};
  return { ...draft, variants: Object.keys(rest).length === 0 ? others : { ...others, [channelId]: rest } };
}

/** In the API's words: those of the accounts the post goes out on, as far as its kind has such words. */
export function variantsOf(draft: Draft): VariantBody[] {
  return draft.channelIds.flatMap(channelId => {
    const { other, items, ...own } = draft.variants[channelId] ?? {};
    const files = items === undefined ? null : mediaBody(items, draft.items, draft.type);
    const options = { ...other?.options, ...files?.options, ...(own.firstComment !== undefined && has.comment(draft.type) ? { firstComment: own.firstComment.trim() } : {}) };
    const body: VariantBody = {
      ...other,
      ...files?.body,
      ...(own.caption !== undefined && has.caption(draft.type) ? { caption: own.caption } : {}),
      ...(own.hashtags !== undefined && has.caption(draft.type) ? { hashtags: own.hashtags.map(cleanTag).filter(tag => tag !== '') } : {}),
      ...(Object.keys(options).length > 0 ? { options } : {}),
      channelId,
    };
    return Object.keys(body).length > 1 ? [body] : [];
  });
}

/** Those of a post, to be edited. */
export const variantsFrom = (post: Post, media: ReadonlyMap<string, MediaItem>, ofAll: readonly Item[]): Record<string, Variant> =>
  Object.fromEntries((post.variants ?? []).map(body => [body.channelId, fromBody(body, media, ofAll)]));

function fromBody(body: VariantBody, media: ReadonlyMap<string, MediaItem>, ofAll: readonly Item[]): Variant {
  const items = itemsOfBody(body, media, ofAll);
  const { channelId: _, caption, hashtags, options, mediaIds, altTexts, mediaFits, ...rest } = body;
  const { firstComment, userTags, ...others } = options ?? {};
  const other = given({ ...rest, ...(items === null ? { mediaIds, altTexts, mediaFits } : {}) });
  const otherOptions = given({ ...others, ...(items === null ? { userTags } : {}) });
  const isMore = Object.keys(other).length + Object.keys(otherOptions).length > 0;
  return given({
    caption,
    hashtags,
    firstComment,
    items,
    other: isMore ? { ...other, ...(Object.keys(otherOptions).length > 0 ? { options: otherOptions } : {}) } : undefined,
  }) as Variant;
}

/** Without what is null: that is as for all. */
const given = <T extends object>(fields: T): Partial<T> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as Partial<T>;
