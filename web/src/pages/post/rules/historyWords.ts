/** What a sentence of the history needs to know beside its event. */
export interface Telling {
  /** Who did it, at the beginning of a sentence: `You`, `Robin`, `The key “shop”`. */
  who: string;
  /** ` on @harbour.bakery`, or nothing where the post has one account. */
  on: string;
  data: Record<string, unknown>;
  /** An instant as the page shows it. */
  time: (at: string) => string;
}

type Sentence = (telling: Telling) => string;

/** One sentence for each kind of event of a post and its jobs. Those of the engine tell what happened, the others who did it. */
const SENTENCES: Record<string, Sentence> = {
  'post.created': ({ who }) => `${who} made this post.`,
  'post.revised': ({ who }) => `${who} changed it.`,
  'post.copied': ({ who }) => `${who} made it as a copy of another post.`,
  'post.submitted': ({ who }) => `${who} submitted it for approval.`,
  'post.withdrawn': ({ who }) => `${who} took the submission back.`,
  'post.approved': ({ who }) => `${who} approved it.`,
  'post.unapproved': ({ who }) => `${who} took the approval back.`,
  'post.rejected': ({ who }) => `${who} rejected it.`,
  'post.commented': ({ who }) => `${who} commented on it.`,
  'post.comment_edited': ({ who }) => `${who} changed a comment.`,
  'post.comment_deleted': ({ who }) => `${who} deleted a comment.`,
  'post.scheduled': ({ who, data, time }) => (typeof data['at'] === 'string' ? `${who} scheduled it for ${time(data['at'])}.` : `${who} scheduled it.`),
  'post.unscheduled': ({ who }) => `${who} took it off the schedule.`,
  'post.published_now': ({ who }) => `${who} had it published at once.`,
  'post.deleted': ({ who }) => `${who} deleted it.`,
  'job.scheduled': ({ on }) => `It was put on its way${on}.`,
  'job.preparing': ({ on }) => `Its media is being handed over${on}.`,
  'job.ready': ({ on }) => `Everything lies ready${on}; one call remains.`,
  'job.waiting': ({ on }) => `It waits for its account, or for room${on}.`,
  'job.publishing': ({ on }) => `The publish call was made${on}.`,
  'job.part_published': ({ on }) => `A part of it went live${on}.`,
  'job.published': ({ on }) => `It went live${on}.`,
  'job.settling': ({ on }) => `The network’s answer was lost${on}; it is being asked what became of the call.`,
  'job.retrying': ({ on }) => `It did not work${on} and is tried again by itself.`,
  'job.needs_attention': ({ on }) => `It needs attention${on}.`,
  'job.preflight_passed': ({ on }) => `What a check had found is mended${on}; it goes on.`,
  'job.skipped': ({ on }) => `It was too late${on} and left out, as its late policy says.`,
  'job.put_back': ({ on }) => `The account was connected again; it goes on${on}.`,
  'job.restore_cleared': ({ on }) => `After a restore: it had not gone out yet${on}, and goes on.`,
  'job.link_found': ({ on }) => `Its link was found${on}.`,
  'job.commented': ({ on }) => `The first comment was written${on}.`,
  'job.comment_failed': ({ on }) => `The first comment could not be written${on}.`,
  'job.retried': ({ who, on }) => `${who} had it tried again${on}.`,
  'job.published_now': ({ who, on }) => `${who} had it published at once${on}.`,
  'job.rescheduled': ({ who, on }) => `${who} gave it another time${on}.`,
  'job.revised': ({ who, on }) => `${who} changed what goes out${on}.`,
  'job.cancelled': ({ who, on }) => `${who} cancelled it${on}.`,
  'job.resolved_published': ({ who, on }) => `${who} looked at the account: it is live${on}.`,
  'job.resolved_not_published': ({ who, on }) => `${who} looked at the account: it is not live${on}.`,
  'job.taken_down': ({ who, on }) => `${who} took it down${on}.`,
};

/** What happened, in a sentence; a kind that this dashboard does not know is named as it is. */
export function tell(kind: string, telling: Telling): string {
  return SENTENCES[kind]?.(telling) ?? `${telling.who}: ${kind}${telling.on}`;
}

/** A job is prepared in several steps, each of which says so: to be told of the first is enough. */
export function withoutRepeats<T extends { kind: string; subjectId: string }>(events: readonly T[]): T[] {
  const last = new Map<string, string>();
  return events.filter(({ kind, subjectId }) => {
    const isRepeat = kind === 'job.preparing' && last.get(subjectId) === kind;
    last.set(subjectId, kind);
    return !isRepeat;
  });
}

/** What somebody wrote with it, such as the reason of a rejection. */
export const quoteOf = (data: Record<string, unknown>): string | null => (typeof data['reason'] === 'string' && data['reason'] !== '' ? data['reason'] : null);
