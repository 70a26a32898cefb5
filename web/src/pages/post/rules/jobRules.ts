import type { Schemas } from '../../../api/client.ts';

type Job = Schemas['JobResponse'];
type Post = Schemas['PostResponse'];

/** What a person can do with one job. The words are those of the API's addresses. */
export type JobAction = 'resolve' | 'retry' | 'publish-now' | 'reschedule' | 'hand-over' | 'cancel' | 'take-down';

/** Whether its time can still be changed: it waits, and no call that cannot be taken back is under way. */
export const isWaiting = (job: Job): boolean => job.state === 'scheduled' || job.state === 'preparing' || job.state === 'ready';

/** Whether nothing more becomes of it by itself. A failed job can be tried again by a person. */
export const isOver = (job: Job): boolean => job.state === 'published' || job.state === 'failed' || job.state === 'cancelled';

/** What a job's state allows, the most useful first. The server has the same rules (docs/job-lifecycle.md) and decides. */
export function actionsOf(job: Job): JobAction[] {
  switch (job.state) {
    case 'scheduled':
    case 'preparing':
    case 'ready':
      // What waits for its account would only go on waiting.
      if (job.reason === 'waiting_account') return ['reschedule', 'hand-over', 'cancel'];
      return job.reason === 'retrying' || job.reason === 'waiting_quota' ? ['retry', 'reschedule', 'hand-over', 'cancel'] : ['reschedule', 'publish-now', 'hand-over', 'cancel'];
    case 'needs_attention':
      return job.reason === 'undecidable' ? ['resolve'] : ['retry', 'reschedule', 'hand-over', 'cancel'];
    case 'failed':
      return ['retry', 'reschedule'];
    case 'published':
      // What a person published, and nobody found in the account, cannot be deleted from here.
      return job.takenDownAt === null && !(job.method === 'manual' && job.remoteId === null) ? ['take-down'] : [];
    // What is with a person is answered on its card (pages/handover); in an inbox at the network there is none.
    case 'handed_over':
      return job.reason === 'inbox' ? ['resolve'] : [];
    default:
      return [];
  }
}

/** Whether a retry only looks again, and publishes nothing before its time: a check ahead of it found something. */
export const looksAgain = (job: Job, now = Date.now()): boolean => job.state === 'needs_attention' && job.wakeAt !== null && Date.parse(job.dueAt) > now;

/** Whether an error is mended on another page: the post's editor, or the account's page. */
export const isMendedElsewhere = (kind: Schemas['ErrorKind'] | undefined): boolean => kind === 'fix_content' || kind === 'reconnect_account' || kind === 'blocked_by_platform';

/** Whether it is about to change by itself, so that somebody who looks at it waits for that. */
export function isMoving(job: Job, now = Date.now()): boolean {
  if (job.state === 'publishing') return true;
  const wakes = job.wakeAt === null ? Infinity : Date.parse(job.wakeAt);
  return isWaiting(job) && Math.min(wakes, Date.parse(job.dueAt)) - now < 60_000;
}

/** What can be done with a post as a whole. */
export interface PostActions {
  edit: boolean;
  /** Why it cannot be edited; null where it can. */
  locked: string | null;
  submit: boolean;
  decide: boolean;
  /** Takes the submission back. */
  withdraw: boolean;
  /** Takes the approval back, and ends what is on its way. */
  unapprove: boolean;
  /** Gives it a time, on every account where it is not live. */
  schedule: boolean;
  publishNow: boolean;
  unschedule: boolean;
}

/** What the post's state allows, whoever asks. */
export function postActionsOf(post: Post, policy: Schemas['ApprovalPolicy']): PostActions {
  const jobs = post.jobs ?? [];
  const onItsWay = jobs.filter(job => !isOver(job));
  const live = jobs.filter(job => job.state === 'published');
  const allLive = post.channelIds.length > 0 && post.channelIds.every(id => live.some(job => job.channelId === id));
  const isInInbox = jobs.some(job => job.reason === 'inbox');
  const isBusy = isInInbox || jobs.some(job => job.state === 'publishing' || job.reason === 'undecidable');
  const mayGoOut = (policy === 'none' || post.approval === 'approved') && post.channelIds.length > 0 && !allLive && !isBusy;
  const locked = live.length > 0 ? 'It is live. What is live can no longer be changed here.' : isInInbox ? 'It waits in the account’s inbox at the network as it is.' : isBusy ? 'It is going out, or nobody knows yet whether it did.' : jobs.some(job => job.state === 'handed_over') ? 'Somebody has it as it is. Take the card back first.' : null;
  return {
    edit: locked === null,
    locked,
    submit: (post.approval === 'draft' || post.approval === 'rejected') && policy !== 'none' && live.length === 0,
    decide: post.approval === 'pending',
    withdraw: post.approval === 'pending',
    // Where scheduling is the approval, taking it off the schedule says the same in plainer words.
    unapprove: post.approval === 'approved' && (policy !== 'none' || post.approvedThrough === 'approval') && live.length === 0 && !isBusy,
    // A single job has its own buttons, in its card.
    schedule: mayGoOut && (onItsWay.length === 0 || onItsWay.length > 1),
    publishNow: mayGoOut && onItsWay.length === 0,
    unschedule: (onItsWay.length > 0 || (post.at !== null && live.length === 0 && jobs.every(job => job.state === 'cancelled'))) && !isBusy,
  };
}
