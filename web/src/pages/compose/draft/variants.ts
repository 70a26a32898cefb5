import type { Schemas } from '../../../api/client.ts';
import { cleanTag } from '../rules/caption.ts';
import { has } from '../rules/types.ts';
import type { Draft, Post } from './draft.ts';

type VariantBody = Schemas['PostVariantBody'];

/** The words of a post that an account can have of its own. */
export interface OwnWords {
  caption?: string;
  hashtags?: string[];
  firstComment?: string;
}

export type OwnField = keyof OwnWords;

/** What one account gets differently. What is not there is as for all; what is empty is none. */
export interface Variant extends OwnWords {
  /** What it has beside words: set elsewhere, and kept as it is. */
  other?: Omit<VariantBody, 'channelId'>;
}

/** Whether an account has this field of its own. */
export const isOwn = (draft: Draft, channelId: string, field: OwnField): boolean => draft.variants[channelId]?.[field] !== undefined;

/** The draft with the words that one account gets. */
export function draftFor(draft: Draft, channelId: string | null): Draft {
  const { caption = draft.caption, hashtags = draft.hashtags, firstComment = draft.firstComment } = draft.variants[channelId ?? ''] ?? {};
  return { ...draft, caption, hashtags, firstComment };
}

/** Gives an account words of its own. */
export const withOwn = (draft: Draft, channelId: string, words: OwnWords): Draft => ({ ...draft, variants: { ...draft.variants, [channelId]: { ...draft.variants[channelId], ...words } } });

/** Gives an account that of all again. */
export function withoutOwn(draft: Draft, channelId: string, field: OwnField): Draft {
  const { [channelId]: variant, ...others } = draft.variants;
  const { [field]: _, ...rest } = variant ?? {};
  return { ...draft, variants: Object.keys(rest).length === 0 ? others : { ...others, [channelId]: rest } };
}

/** In the API's words: those of the accounts the post goes out on, as far as its kind has such words. */
export function variantsOf(draft: Draft): VariantBody[] {
  return draft.channelIds.flatMap(channelId => {
    const { other, ...own } = draft.variants[channelId] ?? {};
    const options = { ...other?.options, ...(own.firstComment !== undefined && has.comment(draft.type) ? { firstComment: own.firstComment.trim() } : {}) };
    const body: VariantBody = {
      ...other,
      ...(own.caption !== undefined && has.caption(draft.type) ? { caption: own.caption } : {}),
      ...(own.hashtags !== undefined && has.caption(draft.type) ? { hashtags: own.hashtags.map(cleanTag).filter(tag => tag !== '') } : {}),
      ...(Object.keys(options).length > 0 ? { options } : {}),
      channelId,
    };
    return Object.keys(body).length > 1 ? [body] : [];
  });
}

/** Those of a post, to be edited. */
export const variantsFrom = (post: Post): Record<string, Variant> => Object.fromEntries((post.variants ?? []).map(body => [body.channelId, fromBody(body)]));

function fromBody({ channelId: _, caption, hashtags, options, ...rest }: VariantBody): Variant {
  const { firstComment, ...others } = options ?? {};
  const [other, otherOptions] = [given(rest), given(others)];
  const isMore = Object.keys(other).length + Object.keys(otherOptions).length > 0;
  return given({
    caption,
    hashtags,
    firstComment,
    other: isMore ? { ...other, ...(Object.keys(otherOptions).length > 0 ? { options: otherOptions } : {}) } : undefined,
  }) as Variant;
}

/** Without what is null: that is as for all. */
const given = <T extends object>(fields: T): Partial<T> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined)) as Partial<T>;
