import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';

type Post = Schemas['PostResponse'];

/** The versions that somebody has before them. They stay while the posts change underneath, until the newest is asked for: an approval is for what was seen. */
export function useSeen(posts: readonly Post[]): { seenOf: (post: Post) => Post; showNewest: (post: Post) => void } {
  const [seen, setSeen] = useState(() => new Map(posts.map(post => [post.id, post])));
  const isSame = posts.length === seen.size && posts.every(post => seen.has(post.id));
  // What has left the queue is forgotten: if it comes back, it is new.
  if (!isSame) setSeen(new Map(posts.map(post => [post.id, seen.get(post.id) ?? post])));
  return {
    seenOf: post => seen.get(post.id) ?? post,
    showNewest: post => setSeen(new Map([...seen, [post.id, post]])),
  };
}
