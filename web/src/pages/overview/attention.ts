import type { Schemas } from '../../api/client.ts';
import { REASONS } from '../../words/states.ts';
import type { Overview } from './queries.ts';

type Job = Schemas['OverviewJobResponse'];

/** Jobs that one thing would help: those of one account that must be connected again, else a single one. */
export interface Attention {
  key: string;
  jobs: Job[];
  /** The account to connect again; null where each job is a matter of its own. */
  channelId: string | null;
}

/** What needs a person, in the server's order, the most urgent first; what waits for one account is one thing. */
export function attentionOf(jobs: readonly Job[]): Attention[] {
  const items: Attention[] = [];
  for (const job of jobs) {
    const channelId = job.reason === 'reconnect' ? job.channelId : null;
    const together = channelId === null ? undefined : items.find(item => item.channelId === channelId);
    if (together) together.jobs.push(job);
    else items.push({ key: channelId ?? job.id, jobs: [job], channelId });
  }
  return items;
}

/** The few words of a reason, for a count of them; the sentence of each is in `REASONS`. */
const SHORT: Partial<Record<keyof typeof REASONS, string>> = {
  preflight: 'stopped by a check ahead',
  content: 'refused for their content',
  reconnect: 'waiting for an account’s access',
  exhausted: 'out of attempts',
  missed: 'past their time',
  undecidable: 'of unknown outcome',
  blocked: 'blocked by the network',
  handover: 'whose card came to nothing',
};

/** `3 refused for their content`: how many jobs need somebody for one reason. */
export const reasonWords = ({ reason, count }: Schemas['AttentionReasonResponse']): string => `${count.toLocaleString()} ${(reason && SHORT[reason]) ?? reason?.replaceAll('_', ' ') ?? 'without a reason'}`;

/** Whether it can still go out: what has no time left is not urgent any more, but it is not done either. */
export const hasTimeLeft = (job: Pick<Job, 'lateAt'>, now = Date.now()): boolean => Date.parse(job.lateAt) > now;

/** Whether the overview has nothing at all to tell, as in a new workspace. */
export const isSilent = ({ attention, upcoming, accounts, pendingApprovals, lastDays: { total } }: Overview): boolean =>
  attention.count + upcoming.count + accounts.length + pendingApprovals + total.published + total.notPublished + total.neverTried === 0;
