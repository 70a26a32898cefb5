import { addDays, dayWords } from '../../calendar/days.ts';
import { type Rule, type Weekday, WEEKDAYS } from './rule.ts';

const UNITS = { day: 'day', week: 'week', month: 'month' } as const;

/** Any Monday will do to name the days of a week. */
const MONDAY = '2026-01-05';

/** `Mon` or `Monday`. */
export const weekdayName = (day: Weekday, length: 'short' | 'long'): string => dayWords(addDays(MONDAY, WEEKDAYS.indexOf(day)), { weekday: length });

const list = (words: readonly string[]): string => new Intl.ListFormat(undefined, { type: 'conjunction' }).format(words);

/** `Every week on Monday and Thursday at 18:00`. */
export function ruleWords({ every, interval, weekdays, dayOfMonth, time }: Rule): string {
  const often = interval === 1 ? `Every ${UNITS[every]}` : `Every ${interval} ${UNITS[every]}s`;
  const days = WEEKDAYS.filter(day => weekdays.includes(day));
  const on =
    every === 'week' && days.length > 0
      ? ` on ${days.length === 7 ? 'every day' : list(days.map(day => weekdayName(day, days.length > 3 ? 'short' : 'long')))}`
      : every === 'month' && dayOfMonth !== null
        ? dayOfMonth === 31 ? ' on its last day' : ` on day ${dayOfMonth}`
        : '';
  return `${often}${on} at ${time}`;
}

/** Where it ends, as the end of a sentence; empty where it does not. */
export function endWords(until: string | null, count: number | null): string {
  if (until !== null) return `until ${dayWords(until, { day: 'numeric', month: 'short', year: 'numeric' })}`;
  if (count !== null) return count === 1 ? '1 post in all' : `${count} posts in all`;
  return '';
}
