import { instantOf, wallOf } from '../../shared/wall.ts';

/** Days to look at, both included, on the workspace's calendar. */
export interface Period {
  first: string;
  last: string;
}

/** A day so many days later, or earlier. */
export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** So many days up to today. */
export function lastDays(count: number, zone: string, now = Date.now()): Period {
  const last = wallOf(now, zone).slice(0, 10);
  return { first: addDays(last, 1 - count), last };
}

/** The instants between which those days lie. A midnight that clocks skip is read an hour later. */
export function instantsOf({ first, last }: Period, zone: string): { from: string; to: string } {
  const startOf = (day: string) => (instantOf(`${day}T00:00`, zone) ?? instantOf(`${day}T01:00`, zone) ?? new Date(`${day}T00:00:00Z`)).toISOString();
  return { from: startOf(first), to: startOf(addDays(last, 1)) };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A period as an address or a form has it; null where that names none. A long one is cut, so that reading it ends. */
export function readPeriod(first: unknown, last: unknown): Period | null {
  if (typeof first !== 'string' || typeof last !== 'string' || !isDay(first) || !isDay(last) || first > last) return null;
  return addDays(first, MOST - 1) < last ? { first: addDays(last, 1 - MOST), last } : { first, last };
}

/** Days at most: a year. */
const MOST = 366;

const isDay = (text: string): boolean => DAY.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** A period with another first or last day; the other end moves along rather than being left behind it. */
export function withEnd(period: Period, end: keyof Period, day: string): Period {
  if (!isDay(day)) return period;
  const { first, last } = end === 'first' ? { ...period, first: day } : { ...period, last: day };
  if (first > last) return { first: day, last: day };
  // What was just chosen stays, however long ago it is.
  return end === 'first' && addDays(first, MOST - 1) < last ? { first, last: addDays(first, MOST - 1) } : { first, last };
}
