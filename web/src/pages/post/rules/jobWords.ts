import type { Schemas } from '../../../api/client.ts';
import { duration, fromNow } from '../../../shared/times.ts';
import { REASONS } from '../../../words/states.ts';

type Job = Schemas['JobResponse'];

/** `On time`, `On time, within 2.4 s`, `7 min late`: what somebody wants to know of the milliseconds between due and live. */
export function latenessWords(ms: number): string {
  if (ms < -1_000) return `${duration(-ms)} early`;
  if (ms <= 1_000) return 'On time, to the second';
  return ms < 60_000 ? `On time, within ${duration(ms)}` : `${duration(ms)} late`;
}

/** Why a job stands where it stands and what comes next by itself; null where its state says everything. */
export function whatNext(job: Job, now = Date.now()): string | null {
  // What stopped it says more than its reason; but that nobody knows whether it is live must be said.
  const isExplained = job.state === 'needs_attention' && job.lastError !== null && job.reason !== 'undecidable';
  const reason = job.reason && !isExplained ? REASONS[job.reason] : null;
  const wake = job.wakeAt !== null && Date.parse(job.wakeAt) > now ? fromNow(job.wakeAt, now) : null;
  const next =
    wake === null ? null
    : job.reason === 'retrying' ? `Next try ${wake}; ${job.attempt} of ${job.maxAttempts} attempts are used.`
    : job.reason === 'inbox' ? `Posthaste looks again ${wake} whether it is live.`
    : job.reason === 'settling' ? `It asks again ${wake}.`
    : job.reason === 'waiting_quota' ? `It looks again ${wake}.`
    : job.state === 'needs_attention' ? `It looks again by itself ${wake}.`
    : null;
  return [reason, next].filter(Boolean).join(' ') || null;
}

const PARTS: Record<string, string> = { post: 'Post', comment: 'First comment' };

/** `Post`, `Story 2`, `First comment`. */
export const partName = (part: string): string => PARTS[part] ?? part.replace(/^story_(\d+)$/, 'Story $1').replaceAll('_', ' ');

/** How far a part has come. */
export const PART_STATES: Record<Schemas['PartState'], string> = { publishing: 'is going out', published: 'is live', not_published: 'did not go out', unknown: 'nobody knows whether it went out' };
