import type { Schemas } from '../../../api/client.ts';

type Job = Schemas['JobResponse'];

const DAY_MS = 86_400_000;

/** Some jobs, newest first, and where to read on. */
export interface Piece {
  jobs: Job[];
  /** Before when the next ones are; null where there are none. */
  before: string | null;
}

/** Reads jobs newest first out of a list that the server has oldest first: back from the end in ever longer stretches, until there are enough.
 * @param read Every job due in a stretch, oldest first.
 * @param from Nothing before this is read.
 * @param before Nothing from this on is read.
 * @param enough How many are a page. */
export async function newestJobs(read: (from: string, to: string) => Promise<readonly Job[]>, from: string, before: string, enough = 25): Promise<Piece> {
  const jobs: Job[] = [];
  const start = Date.parse(from);
  let end = Date.parse(before);
  for (let span = DAY_MS; end > start && jobs.length < enough; span *= 2) {
    const begin = Math.max(start, end - span);
    jobs.push(...(await read(new Date(begin).toISOString(), new Date(end).toISOString())).toReversed());
    end = begin;
  }
  return { jobs, before: end > start ? new Date(end).toISOString() : null };
}
