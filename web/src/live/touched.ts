/** What the server says of a change: an event's kind such as `job.published`, and what it happened to. */
export interface Change {
  kind: string;
  id: string;
  postId?: string | null;
}

/** Which lists may look different after an event, by the first word of its kind. Keys are the first part of a query's key. */
const LISTS: Record<string, readonly string[]> = {
  post: ['posts', 'series', 'calendar', 'overview', 'approvals', 'events', 'slots'],
  job: ['posts', 'jobs', 'calendar', 'overview', 'figures', 'events', 'slots', 'handovers', 'health'],
  handover: ['handover-settings', 'handovers', 'events'],
  notifications: ['notification-targets', 'deliveries', 'events'],
  channel: ['channels', 'overview', 'events', 'slots', 'health'],
  alert: ['alerts', 'events', 'health'],
  media: ['media'],
  workspace: ['workspace', 'overview', 'events', 'slots'],
  slot: ['slots', 'events'],
  // A deleted category leaves its posts and slots without one.
  category: ['categories', 'slots', 'posts', 'post', 'calendar', 'events'],
  hashtag_set: ['hashtag-sets', 'events'],
  member: ['members', 'invites', 'events', 'session'],
  session: ['sessions'],
  series: ['series', 'posts', 'calendar', 'events'],
  api_key: ['api-keys', 'events'],
};

/** Whether what a query shows may have changed; no changes at all stand for any.  Its key is `[list, …]` for a list, and `[thing, id, …]` for one thing. */
export function touched(queryKey: readonly unknown[], changes: readonly Change[]): boolean {
  if (changes.length === 0) return queryKey[0] !== 'session'; // nobody knows what
  return changes.some(change => {
    const lists = LISTS[change.kind.split('.')[0]!];
    // A kind we do not know yet may be about anything.
    return lists === undefined || lists.includes(queryKey[0] as string) || queryKey.includes(change.id) || (change.postId != null && queryKey.includes(change.postId));
  });
}
