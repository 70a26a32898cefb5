import type { Schemas } from '../../api/client.ts';

type Post = Schemas['PostResponse'];

/** By planned time, those without a time last, older ones of the same time first. */
export function inOrder(posts: readonly Post[]): Post[] {
  const time = (post: Post) => (post.at === null ? Infinity : Date.parse(post.at));
  return [...posts].sort((one, other) => (time(one) === time(other) ? one.createdAt.localeCompare(other.createdAt) : time(one) - time(other)));
}

/** Which one `j` and `k` lead to. Where nobody has begun yet, the first. */
export function neighbour(ids: readonly string[], current: string | null, step: 1 | -1): string | null {
  const position = current === null ? -1 : ids.indexOf(current);
  if (position === -1) return ids[0] ?? null;
  return ids[Math.min(Math.max(position + step, 0), ids.length - 1)] ?? null;
}

/** Which one is next after a decision took one away. */
export function afterDecision(ids: readonly string[], decided: string): string | null {
  const position = ids.indexOf(decided);
  return ids[position + 1] ?? ids[position - 1] ?? null;
}

/** A field that is different in another version, in words. */
export interface Difference {
  field: string;
  before: string | null;
  after: string | null;
}

/** What is new in a post since the version that somebody saw. Media is told by its change alone: it is seen on the page. */
export function whatIsNew(before: Post, after: Post, nameOf: (channelId: string) => string, timeOf: (at: string) => string): Difference[] {
  const different = (field: string, one: string, other: string): Difference[] => (one === other ? [] : [{ field, before: one, after: other }]);
  const changed = (field: string, one: unknown, other: unknown): Difference[] => (JSON.stringify(one) === JSON.stringify(other) ? [] : [{ field, before: null, after: null }]);
  const named = (post: Post) => post.channelIds.map(nameOf).join(', ') || 'none';
  return [
    // A title that nobody gave is the beginning of the caption.
    ...(before.caption === after.caption ? different('Title', before.title, after.title) : []),
    ...different('Caption', before.caption, after.caption),
    ...different('Hashtags', before.hashtags.map(tag => `#${tag}`).join(' '), after.hashtags.map(tag => `#${tag}`).join(' ')),
    ...different('Accounts', named(before), named(after)),
    ...different('Time', before.at === null ? 'none' : timeOf(before.at), after.at === null ? 'none' : timeOf(after.at)),
    ...different('Kind', before.type, after.type),
    ...changed('Media', [before.mediaIds, before.mediaFits, before.coverFit], [after.mediaIds, after.mediaFits, after.coverFit]),
    ...changed('Alt texts', before.altTexts, after.altTexts),
    ...changed('Options', before.options, after.options),
    ...ofAccounts(before, after, nameOf),
    ...changed('What happens when it is late', [before.latePolicy, before.lateMinutes], [after.latePolicy, after.lateMinutes]),
  ];
}

/** What is new for single accounts: their own captions word by word, the rest by its change alone. */
function ofAccounts(before: Post, after: Post, nameOf: (channelId: string) => string): Difference[] {
  const ids = [...new Set([...before.variants, ...after.variants].map(one => one.channelId))];
  return ids.flatMap(id => {
    const [old, now] = [before, after].map(post => post.variants.find(one => one.channelId === id));
    const [oldWords, nowWords] = [old?.caption ?? null, now?.caption ?? null];
    const isRestNew = JSON.stringify({ ...old, caption: null }) !== JSON.stringify({ ...now, caption: null });
    return [
      ...(oldWords === nowWords ? [] : [{ field: `Caption for ${nameOf(id)}`, before: oldWords ?? 'as for all', after: nowWords ?? 'as for all' }]),
      ...(isRestNew && hasMore(old, now) ? [{ field: `What else ${nameOf(id)} gets`, before: null, after: null }] : []),
    ];
  });
}

/** Whether either has more than a caption of its own. */
const hasMore = (...variants: (Post['variants'][number] | undefined)[]): boolean =>
  variants.some(one => Object.entries({ ...one, channelId: null, caption: null }).some(([, value]) => value !== null && value !== undefined));
