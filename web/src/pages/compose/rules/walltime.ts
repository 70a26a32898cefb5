import { wallOf } from '../../../shared/wall.ts';

/** Reads `?at=`: an instant, or a wall time of the workspace's zone, or a day alone (then at noon). Null for anything else. */
export function readAt(at: string | undefined, zone: string): string | null {
  if (!at) return null;
  if (/^\d{4}-\d\d-\d\d$/.test(at)) return `${at}T12:00`;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(at)) return at.slice(0, 16);
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : wallOf(date, zone);
}
