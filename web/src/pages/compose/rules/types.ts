import type { Schemas } from '../../../api/client.ts';
import type { NetworkLimits, PostType } from './limits.ts';

type Kind = Schemas['MediaKind'];

/** The types of post that can be composed, in the order they are offered. */
const TYPES: readonly PostType[] = ['image', 'carousel', 'reel', 'story'];

/** Those to choose from: words alone only where the networks take them. */
export const typesFor = (limits: NetworkLimits): readonly PostType[] => (limits.items.text === undefined ? TYPES : [...TYPES, 'text']);

const WANTED: Partial<Record<PostType, string>> = {
  image: 'One picture',
  carousel: '2 to 10 pictures and videos',
  reel: 'One video',
  story: '1 to 10, seen for 24 hours',
  text: 'Words alone',
};

/** What a type of post is made of, in a few words. */
export const wantedFor = (type: PostType, limits: NetworkLimits): string =>
  type === 'carousel' && limits.items.carousel !== undefined && limits.items.carousel.most !== 10 ? `${Math.max(2, limits.items.carousel.least)} to ${limits.items.carousel.most} files` : WANTED[type] ?? '';

/** Why a post of this type cannot be made of these files; null where it can, or where nothing is chosen yet. */
export function whyNot(type: PostType, kinds: readonly Kind[], limits: NetworkLimits): string | null {
  const items = limits.items[type];
  if (!items) return `${limits.name} has no such posts.`;
  if (kinds.length === 0) return null;
  if (items.most === 0) return 'You have files.';
  const [videos, pictures] = [kinds.filter(kind => kind === 'video').length, kinds.filter(kind => kind === 'image').length];
  if (type === 'image' && videos > 0) return kinds.length === 1 ? 'Your file is a video.' : 'There are videos among your files.';
  if (type === 'reel' && pictures > 0) return kinds.length === 1 ? 'Your file is a picture.' : 'A reel is one video.';
  if (kinds.length < items.least) return `Takes ${items.least} files or more.`;
  if (kinds.length > items.most) return items.most === 1 ? `You have ${kinds.length} files.` : `Takes ${items.most} files at most; you have ${kinds.length}.`;
  return null;
}

/** The type that suits files best where nobody has chosen one, or what was chosen no longer fits. */
export function suggestedType(current: PostType, isChosen: boolean, kinds: readonly Kind[], limits: NetworkLimits): PostType {
  if (isChosen && whyNot(current, kinds, limits) === null) return current;
  return kinds.length > 1 ? 'carousel' : kinds[0] === 'video' ? 'reel' : 'image';
}

/** What each type of post has besides its media. What a type does not have is kept in the draft and not sent. */
export const has = {
  caption: (type: PostType) => type !== 'story',
  comment: (type: PostType) => type !== 'story',
  location: (type: PostType) => type !== 'story',
  collaborators: (type: PostType) => type !== 'story',
  altText: (type: PostType, kind: Kind) => type !== 'story' && kind === 'image',
  tags: (type: PostType, kind: Kind) => !(type === 'carousel' && kind === 'video'),
  /** Whether a tagged person has a place on the picture. */
  positions: (type: PostType) => type !== 'reel',
  cover: (type: PostType) => type === 'reel',
};
