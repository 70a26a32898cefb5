import type { Schemas } from '../../../api/client.ts';

export type PostType = Schemas['PostType'];

/** What a network takes, as far as it can be told while somebody types. The server has the last word. */
export interface NetworkLimits {
  name: string;
  /** In UTF-16 units, or in what a reader sees as one character. */
  caption: number;
  unit?: 'utf16' | 'graphemes';
  /** As how many characters a link counts, however long it is. */
  linkLength?: number | null;
  /** Of @name@server only @name counts. */
  countsMentionsWithoutServer?: boolean;
  hashtags: number;
  /** More than this many hashtags are allowed, but reach fewer people. */
  hashtagHint: number;
  mentions: number;
  comment: number;
  altText: number;
  collaborators: number;
  sponsors: number;
  /** How many pictures and videos each type of post is made of. */
  items: Partial<Record<PostType, { least: number; most: number }>>;
  /** The shapes that posts and carousels may have, as width by height. */
  feedShapes: { tallest: number; widest: number };
}

/** See docs/platforms/instagram.md, "Limits", for where each figure comes from. */
const INSTAGRAM: NetworkLimits = {
  name: 'Instagram',
  caption: 2_200,
  hashtags: 30,
  hashtagHint: 15,
  mentions: 20,
  comment: 2_200,
  altText: 1_000,
  collaborators: 3,
  sponsors: 2,
  items: { image: { least: 1, most: 1 }, carousel: { least: 2, most: 10 }, reel: { least: 1, most: 1 }, story: { least: 1, most: 10 } },
  feedShapes: { tallest: 4 / 5, widest: 1.91 },
};

const NETWORKS = new Map<string, NetworkLimits>([['instagram', INSTAGRAM]]);

/** Takes the limits of networks from what the server says of them. What it does not say is as on Instagram, and the server has the last word. */
export function learnNetworks(platforms: readonly Schemas['PlatformResponse'][]): void {
  for (const { name, displayName, caption, postTypes } of platforms) {
    if (NETWORKS.has(name)) continue;
    const items = Object.fromEntries(postTypes.map(shape => [shape.type, { least: shape.leastMedia, most: shape.mostMedia }]));
    NETWORKS.set(name, { ...INSTAGRAM, name: displayName, caption: caption.maxLength, unit: caption.unit, linkLength: caption.linkLength, countsMentionsWithoutServer: caption.countsMentionsWithoutServer, hashtags: caption.maxHashtags, hashtagHint: caption.hashtagHint ?? Infinity, mentions: caption.maxMentions, items });
  }
}

/** The limits of a network; null for one that only the server knows. */
export const limitsOf = (platform: string): NetworkLimits | null => NETWORKS.get(platform) ?? null;

/** What fits on all of several networks: the shortest text, and the posts that each of them has. Instagram's where none of them is known. */
export function limitsOfAll(platforms: readonly string[]): NetworkLimits {
  const found = platforms.map(limitsOf).filter(limits => limits !== null).sort((one, other) => one.caption - other.caption);
  const [strictest, ...others] = found;
  if (strictest === undefined) return INSTAGRAM;
  const items: NetworkLimits['items'] = {};
  for (const [type, { least, most }] of Object.entries(strictest.items) as [PostType, { least: number; most: number }][]) {
    const all = others.map(limits => limits.items[type]);
    if (all.some(one => one === undefined)) continue;
    items[type] = { least: Math.max(least, ...all.map(one => one!.least)), most: Math.min(most, ...all.map(one => one!.most)) };
  }
  const least = (of: (limits: NetworkLimits) => number) => Math.min(...found.map(of));
  return others.length === 0 ? strictest : { ...strictest, items, hashtags: least(one => one.hashtags), hashtagHint: least(one => one.hashtagHint), mentions: least(one => one.mentions) };
}
