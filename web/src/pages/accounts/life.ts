import type { Schemas } from '../../api/client.ts';

/** The life of an access as a line: every place on it is a share of its whole length, 0 to 1. */
export interface Life {
  now: number;
  end: number;
  renewal: number | null;
  /** Posts that are due when the access may have ended. */
  posts: readonly number[];
  /** Of the life itself, how much is left: 1 when it was just given, 0 when it has ended. */
  left: number;
}

/** Where things lie on the line. Null where the access has no known end: then there is no line to draw. */
export function lifeOf(health: Schemas['ChannelHealthResponse'], since: string | null, now = Date.now()): Life | null {
  if (health.expiresAt === null) return null;
  const end = Date.parse(health.expiresAt);
  const start = Math.min(since === null ? now : Date.parse(since), now, end);
  const posts = health.postsAtRisk.map(post => Date.parse(post.dueAt));
  // With posts behind the end there must be room for them.
  const last = Math.max(end, now, ...posts);
  const length = Math.max(last - start, 1) * (last > end ? 1.04 : 1);
  const place = (at: number) => Math.min(Math.max((at - start) / length, 0), 1);
  return {
    now: place(now),
    end: place(end),
    renewal: health.nextRenewalAt === null || Date.parse(health.nextRenewalAt) > end ? null : place(Date.parse(health.nextRenewalAt)),
    posts: posts.map(place),
    left: Math.min(Math.max((end - now) / Math.max(end - start, 1), 0), 1),
  };
}

/** `1 post`, `3 posts`, `50 posts or more`: the list of the API ends at 50. */
export const postsAtRisk = (count: number): string => (count === 1 ? '1 post' : count < 50 ? `${count} posts` : '50 posts or more');
