import type { Schemas } from '../../api/client.ts';
import { instantOf, startOfDay, wallTime } from './days.ts';
import type { Entry } from './entries.ts';

/** What can be given another time: an entry of the calendar, or a post that has none yet. */
export interface Movable {
  postId: string;
  /** Null where the post has no job: then a time schedules it. */
  jobId: string | null;
  title: string;
  mediaId: string | null;
  type: Schemas['PostType'];
  /** When it is planned now. */
  at: string | null;
}

/** Whether somebody may change a time, and if not, why. */
export type Movability = { may: true } | { may: false; why: string };

const no = (why: string): Movability => ({ may: false, why });

/** Whether an entry can be given another time. The server decides all the same. */
export function movability(entry: Pick<Entry, 'state' | 'reason' | 'approval' | 'jobId'>, maySchedule: boolean, policy: Schemas['ApprovalPolicy']): Movability {
  if (!maySchedule) return no('Your role does not change times.');
  if (entry.jobId === null) return plannability(entry.approval, policy);
  if (entry.state === 'published') return no('It is live. Its time cannot change any more.');
  if (entry.reason === 'settling') return no('Its answer was lost and the network is being asked. Wait until that is settled.');
  if (entry.state === 'publishing') return no('It is going out this moment.');
  if (entry.state === 'handed_over') return no('It is with a person.');
  if (entry.reason === 'undecidable') return no('Nobody knows yet whether it is live. Open it and say what you saw.');
  return { may: true };
}

/** Whether a post without a job can be given a time. */
export function plannability(approval: Schemas['ApprovalState'], policy: Schemas['ApprovalPolicy']): Movability {
  if (approval === 'approved' || policy === 'none') return { may: true };
  if (approval === 'pending') return no('It waits for approval. It can be scheduled once somebody has approved it.');
  if (approval === 'rejected') return no('It was rejected. Change it and submit it again.');
  return no('It is a draft. Submit it for approval first.');
}

/** The refusals of a time that somebody can overrule. */
export const CAN_BE_FORCED: readonly string[] = ['locked', 'conflict', 'repeat'];

const QUARTER = 15 * 60_000;

/** The next quarter of an hour that leaves a little time to think. */
export const soon = (now = Date.now()): Date => new Date(Math.ceil((now + QUARTER / 3) / QUARTER) * QUARTER);

/** The time that a whole day stands for: noon, or soon where that is over. Null for a day that has passed. */
export function timeOn(day: string, zone: string, now = Date.now()): Date | null {
  const noon = instantOf(day, '12:00', zone) ?? startOfDay(day, zone);
  if (noon.getTime() > now) return noon;
  return wallTime(now, zone).day === day ? soon(now) : null;
}
