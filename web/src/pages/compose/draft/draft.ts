import type { Schemas } from '../../../api/client.ts';
import type { MediaFit } from '../rules/framing.ts';
import { cleanTag } from '../rules/caption.ts';
import { has, suggestedType } from '../rules/types.ts';
import { limitsOf, type PostType } from '../rules/limits.ts';
import { filesBody, type Item, type MediaItem, tagsAt } from './items.ts';
import { type Variant, variantsFrom, variantsOf } from './variants.ts';

export { type Item, type MediaItem, newItem, type Tag } from './items.ts';
export type Post = Schemas['PostResponse'];
type OptionsBody = Schemas['PostOptionsBody'];

/** What somebody writes. It also holds what the chosen type of post does not have, so that trying another type loses nothing. */
export interface Draft {
  type: PostType;
  /** The type was chosen; else it follows the files. */
  isTypeChosen: boolean;
  channelIds: string[];
  items: Item[];
  cover: MediaItem | null;
  coverFit: MediaFit | null;
  thumbOffsetMs: number | null;
  title: string;
  caption: string;
  hashtags: string[];
  firstComment: string;
  collaborators: string[];
  sponsorIds: string[];
  locationId: string;
  audioName: string;
  shareToFeed: boolean;
  trialGraduation: NonNullable<Schemas['TrialGraduation']> | null;
  isAiGenerated: boolean;
  isPaidPartnership: boolean;
  /** On TikTok: into the account's inbox, where its owner says everything else in the app. */
  isForInbox: boolean;
  /** Who may see it, on networks that want it said; null where nobody said. */
  privacy: NonNullable<Schemas['PostPrivacy']> | null;
  allowComments: boolean;
  allowDuet: boolean;
  allowStitch: boolean;
  isOwnBrand: boolean;
  /** Somebody said that it promotes something, and may still have to say what. */
  promotes: boolean;
  /** What single accounts get differently, by account; also of one that is not chosen now. */
  variants: Record<string, Variant>;
  latePolicy: NonNullable<Schemas['LatePolicy']> | null;
  lateMinutes: number | null;
  /** It needs what only the network's own app can do: a person publishes it. */
  requiresInteraction: boolean;
  /** Whether a person publishes it where it cannot go out by itself; null as the workspace says. */
  handover: NonNullable<Schemas['PostHandover']> | null;
  /** What it is sorted by. */
  categoryId: string | null;
  /** The wanted time on the wall of the workspace's zone. */
  at: string | null;
}

export const EMPTY: Draft = {
  type: 'image', isTypeChosen: false, channelIds: [], items: [], cover: null, coverFit: null, thumbOffsetMs: null, title: '', caption: '', hashtags: [], firstComment: '',
  collaborators: [], sponsorIds: [], locationId: '', audioName: '', shareToFeed: true, trialGraduation: null, isAiGenerated: false, isPaidPartnership: false,
  isForInbox: false, privacy: null, allowComments: false, allowDuet: false, allowStitch: false, isOwnBrand: false, promotes: false,
  variants: {}, latePolicy: null, lateMinutes: null, requiresInteraction: false, handover: null, categoryId: null, at: null,
};

/** Whether there is anything that somebody would miss. Accounts and a time are chosen quickly. */
export const isBlank = (draft: Draft): boolean =>
  draft.items.length === 0 && [draft.caption, draft.firstComment, draft.title, draft.locationId, draft.audioName].every(text => text.trim() === '') && draft.hashtags.length === 0 && draft.collaborators.length === 0 && draft.cover === null && Object.keys(draft.variants).length === 0;

/** With other media; the type follows. */
export function withItems(draft: Draft, items: Item[]): Draft {
  const type = suggestedType(draft.type, draft.isTypeChosen, items.map(item => item.media.kind), limitsOf('instagram')!);
  return { ...draft, items, type, isTypeChosen: draft.isTypeChosen && type === draft.type };
}

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What is chosen in TikTok's app is not said here. */
const IN_APP = { delivery: 'inbox', privacy: null, allowComments: null, allowDuet: null, allowStitch: null, isOwnBrand: null } as const;

function optionsOf(draft: Draft): OptionsBody {
  const { type } = draft;
  const isReel = has.cover(type);
  return {
    locationId: has.location(type) ? orNull(draft.locationId) : null,
    userTags: filesBody.userTags(draft.items, type),
    collaborators: has.collaborators(type) ? draft.collaborators : [],
    coverMediaId: isReel ? (draft.cover?.id ?? null) : null,
    thumbOffsetMs: isReel && draft.cover === null ? draft.thumbOffsetMs : null,
    shareToFeed: isReel ? draft.shareToFeed : null,
    audioName: isReel ? orNull(draft.audioName) : null,
    trialGraduation: isReel ? draft.trialGraduation : null,
    isAiGenerated: draft.isAiGenerated ? true : null,
    isPaidPartnership: draft.isPaidPartnership ? true : null,
    sponsorIds: draft.isPaidPartnership ? draft.sponsorIds : [],
    firstComment: has.comment(type) ? orNull(draft.firstComment) : null,
    ...(draft.isForInbox ? IN_APP : {
      delivery: null,
      privacy: draft.privacy,
      allowComments: draft.allowComments ? true : null,
      allowDuet: draft.allowDuet && isReel ? true : null,
      allowStitch: draft.allowStitch && isReel ? true : null,
      isOwnBrand: draft.isOwnBrand ? true : null,
    }),
  };
}

/** What the server is told of a draft: everything but its time. */
export type Content = ReturnType<typeof contentOf>;

/** A draft in the API's words. */
export function contentOf(draft: Draft) {
  const { type } = draft;
  return {
    title: orNull(draft.title),
    type,
    channelIds: draft.channelIds,
    mediaIds: filesBody.mediaIds(draft.items),
    caption: has.caption(type) ? draft.caption : '',
    hashtags: has.caption(type) ? draft.hashtags.map(cleanTag).filter(tag => tag !== '') : [],
    altTexts: filesBody.altTexts(draft.items, type),
    mediaFits: filesBody.mediaFits(draft.items),
    coverFit: has.cover(type) && draft.cover ? draft.coverFit : null,
    options: optionsOf(draft),
    variants: variantsOf(draft),
    latePolicy: draft.latePolicy,
    lateMinutes: draft.lateMinutes,
    requiresInteraction: draft.requiresInteraction,
    handover: draft.handover,
    categoryId: draft.categoryId,
  };
}

/** A post as it is edited. */
export function draftOf(post: Post, media: ReadonlyMap<string, MediaItem>, at: string | null): Draft {
  const { options } = post;
  const items = post.mediaIds.flatMap((id, index): Item[] => {
    const item = media.get(id);
    return item ? [{ media: item, altText: post.altTexts[index] ?? '', fit: post.mediaFits[index] ?? null, tags: tagsAt(options.userTags ?? [], index) }] : [];
  });
  return {
    type: post.type,
    isTypeChosen: true,
    channelIds: post.channelIds,
    items,
    cover: (options.coverMediaId && media.get(options.coverMediaId)) || null,
    coverFit: post.coverFit,
    thumbOffsetMs: options.thumbOffsetMs ?? null,
    // A title that was made from the content comes back as if somebody had written it; it goes on being made.
    title: isMadeTitle(post) ? '' : post.title,
    caption: post.caption,
    hashtags: post.hashtags,
    firstComment: options.firstComment ?? '',
    collaborators: options.collaborators ?? [],
    sponsorIds: options.sponsorIds ?? [],
    locationId: options.locationId ?? '',
    audioName: options.audioName ?? '',
    shareToFeed: options.shareToFeed ?? true,
    trialGraduation: options.trialGraduation ?? null,
    isAiGenerated: options.isAiGenerated ?? false,
    isPaidPartnership: options.isPaidPartnership ?? false,
    isForInbox: options.delivery === 'inbox',
    privacy: options.privacy ?? null,
    allowComments: options.allowComments ?? false,
    allowDuet: options.allowDuet ?? false,
    allowStitch: options.allowStitch ?? false,
    isOwnBrand: options.isOwnBrand ?? false,
    promotes: options.isOwnBrand ?? false,
    variants: variantsFrom(post, media, items),
    latePolicy: post.latePolicy,
    lateMinutes: post.lateMinutes,
    requiresInteraction: post.requiresInteraction ?? false,
    handover: post.handover ?? null,
    categoryId: post.categoryId,
    at,
  };
}

/** Whether nobody has signed the post and nothing of it is on its way: only then is it saved while it is written. */
export const isPlain = (post: Post): boolean => post.approval === 'draft' && (post.jobs ?? []).every(job => job.state === 'cancelled' || job.state === 'failed');

/** As src/Posthaste/Posts/PostTitle.cs makes it: the caption's first line, or type and account. */
function isMadeTitle(post: Post): boolean {
  const line = post.caption.split('\n').map(one => one.trim()).find(one => one !== '');
  const type = post.type.charAt(0).toUpperCase() + post.type.slice(1);
  if (line === undefined) return post.title === type || post.title.startsWith(`${type} on @`);
  return post.title === line || (post.title.endsWith('…') && line.startsWith(post.title.slice(0, -1)));
}
