import { Problem } from '../../api/problem.ts';

/** For how long to wait before a file is sent again; null where that would not help. The server takes so many changes a minute and no more. */
export function waitFor(error: unknown): number | null {
  if (!(error instanceof Problem) || error.status !== 429) return null;
  return Math.max(Number(error.more['retryAfter']) || 5, 1) * 1_000;
}
