import type { Schemas } from '../../../api/client.ts';

export type PostType = Schemas['PostType'];

/** What a network takes, as far as it can be told while somebody types. The server has the last word. */
export interface NetworkLimits {
  name: string;
  caption: number;
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

const NETWORKS: Record<string, NetworkLimits> = { instagram: INSTAGRAM };

/** The limits of a network; null for one that only the server knows. */
export const limitsOf = (platform: string): NetworkLimits | null => NETWORKS[platform] ?? null;
