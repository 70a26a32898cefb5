/** Days of the calendar, as `2026-03-01`, counted in UTC like the API's. */

const DAY_MS = 86_400_000;

/** The day of an instant. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10);

/** Every day from the first to the last, both included. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) days.push(dayOf(new Date(at)));
  return days;
}

/** The last `count` days, today included. */
export function lastDays(count: number, now = new Date()): { from: string; to: string } {
  return { from: dayOf(new Date(now.getTime() - (count - 1) * DAY_MS)), to: dayOf(now) };
}

/** A month such as `2026-03`: its first and last day, and its neighbours. */
export function monthOf(month: string): { from: string; to: string; before: string; after: string } {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const first = (offset: number) => dayOf(new Date(Date.UTC(year, number - 1 + offset, 1)));
  return { from: first(0), to: dayOf(new Date(Date.UTC(year, number, 0))), before: first(-1).slice(0, 7), after: first(1).slice(0, 7) };
}

const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const long = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `3 Mar`. */
export const dayLabel = (day: string): string => short.format(new Date(day));

/** `March 2026`. */
export const monthLabel = (month: string): string => long.format(new Date(`${month}-01`));
