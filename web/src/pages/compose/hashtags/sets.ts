import { queryOptions } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../../api/client.ts';

/** Hashtags under a name, without their #. */
export type HashtagSet = Schemas['HashtagSetResponse'];

/** Every hashtag set of the workspace, by name. */
export const setsQuery = queryOptions({ queryKey: ['hashtag-sets'], queryFn: async () => (await call(api.GET('/api/v1/hashtag-sets'))).items });

/** The hashtags of a post with those of a set after them; what is there already, in capitals or not, comes once. */
export function withSet(hashtags: readonly string[], set: Pick<HashtagSet, 'hashtags'>): string[] {
  const known = new Set(hashtags.map(tag => tag.toLowerCase()));
  return [...hashtags, ...set.hashtags.filter(tag => !known.has(tag.toLowerCase()))];
}
