import type { Schemas } from '../../api/client.ts';
import { groupBy } from './groupBy.ts';

type Job = Schemas['JobResponse'];

/** What became of the posts of some time. */
export interface Tally {
  published: number;
  /** Ended, or stuck, without being live. */
  notPublished: number;
  /** Published of all that came to something, 0 to 1; null where nothing did. */
  successRate: number | null;
  lateness: Lateness | null;
}

/** How far from their time posts went live, in milliseconds. */
export interface Lateness {
  p50: number;
  p95: number;
  max: number;
}

/** Whether a job should be live by now, or never will be by itself. What waits, or was withdrawn, counts for nothing. */
export const hasComeToSomething = (job: Job): boolean => job.state === 'published' || job.state === 'failed' || job.state === 'needs_attention';

/** Counts jobs. */
export function tally(jobs: readonly Job[]): Tally {
  const published = jobs.filter(job => job.state === 'published');
  const notPublished = jobs.filter(job => job.state === 'failed' || job.state === 'needs_attention').length;
  const all = published.length + notPublished;
  return { published: published.length, notPublished, successRate: all === 0 ? null : published.length / all, lateness: latenessOf(published) };
}

function latenessOf(jobs: readonly Job[]): Lateness | null {
  // A clock may say that it was early: nobody waited for it then.
  const late = jobs.flatMap(job => (job.latenessMs === null ? [] : Math.max(0, job.latenessMs))).sort((one, other) => one - other);
  return late.length === 0 ? null : { p50: percentile(late, 0.5), p95: percentile(late, 0.95), max: late.at(-1)! };
}

/** The smallest value that so large a share of all does not exceed. */
export const percentile = (sorted: readonly number[], share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]!;

/** A day in a zone: `2026-03-01`. */
export function dayOf(at: string | number | Date, zone: string): string {
  return formatOf(zone).format(new Date(at));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let found = formats.get(zone);
  // Canadian English writes dates as ISO does. To make one takes long, and there are many jobs.
  if (!found) formats.set(zone, (found = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })));
  return found;
}

/** Every day from one to another, both included. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${first}T00:00:00Z`); at <= Date.parse(`${last}T00:00:00Z`) && days.length < 400; at += 86_400_000) days.push(new Date(at).toISOString().slice(0, 10));
  return days;
}

/** The tally of each day, by when jobs were due; days on which nothing was due too. */
export function tallyByDay(jobs: readonly Job[], zone: string, first: string, last: string): (Tally & { day: string })[] {
  const byDay = groupBy(jobs, job => dayOf(job.dueAt, zone));
  return daysBetween(first, last).map(day => ({ day, ...tally(byDay.get(day) ?? []) }));
}

/** How often each kind of error stands in the way, the most frequent first. */
export function errorsByKind(jobs: readonly Job[]): { kind: Schemas['ErrorKind']; count: number }[] {
  const stuck = jobs.filter(job => job.state !== 'published' && job.state !== 'cancelled' && job.lastError !== null);
  return [...groupBy(stuck, job => job.lastError!.kind)].map(([kind, some]) => ({ kind, count: some.length })).sort((one, other) => other.count - one.count);
}
