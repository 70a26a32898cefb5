/** What the feed shows: some kinds of events, or the first words of some. */
export interface Group {
  label: string;
  /** What the API is asked for; at most 20. Nothing for everything. */
  kinds: readonly string[];
}

/** The engine's single steps are of use to who looks for something; who wants to know what happened sees what came of them. */
export const GROUPS = {
  matters: {
    label: 'What matters',
    kinds: [
      'post', 'channel', 'series', 'workspace', 'api_key', 'member.joined', 'member.role_changed', 'member.removed', 'member.many_tries',
      'job.published', 'job.needs_attention', 'job.retrying', 'job.waiting', 'job.skipped', 'job.cancelled', 'job.handed_over',
      'job.resolved_published', 'job.resolved_not_published', 'job.taken_down', 'job.comment_failed',
    ],
  },
  all: { label: 'Every step', kinds: [] },
  trouble: { label: 'Trouble', kinds: ['job.needs_attention', 'job.retrying', 'job.settling', 'job.skipped', 'job.waiting', 'job.comment_failed', 'job.unanswered', 'job.possible_duplicate', 'notifications.target_off', 'notifications.delivery_failed', 'post.rejected', 'series.post_not_made', 'channel.renewal_failing', 'channel.reconnect_soon', 'channel.reconnect_needed', 'channel.deauthorized', 'channel.grant_not_revoked', 'member.many_tries'] },
  posts: { label: 'Posts', kinds: ['post'] },
  publishing: { label: 'Publishing', kinds: ['job'] },
  accounts: { label: 'Accounts', kinds: ['channel'] },
  plan: { label: 'Slots and series', kinds: ['series', 'slot', 'category'] },
  people: { label: 'People and keys', kinds: ['member', 'session', 'api_key', 'workspace', 'handover', 'notifications', 'calendar_feed'] },
} as const satisfies Record<string, Group>;

/** The word of a group in the address. */
export type GroupName = keyof typeof GROUPS;
