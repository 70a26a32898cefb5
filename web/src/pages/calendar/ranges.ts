import { addDays, addMonths, dayWords, daysWords, startOfDay, weekday } from './days.ts';
import type { View } from './search.ts';

/** How many days the agenda lists. */
const AGENDA_DAYS = 14;

/** The days that a view shows: from the first until before the last. */
export interface Days {
  first: string;
  end: string;
}

const startOfWeek = (day: string, firstDay: number): string => addDays(day, -((weekday(day) - firstDay + 7) % 7));

/** The days on the screen, for a view with a given day in it. */
export function daysOf(view: View, date: string, firstDay: number): Days {
  if (view === 'day') return { first: date, end: addDays(date, 1) };
  if (view === 'agenda') return { first: date, end: addDays(date, AGENDA_DAYS) };
  if (view === 'week') {
    const first = startOfWeek(date, firstDay);
    return { first, end: addDays(first, 7) };
  }
  // Whole weeks, so that the days around a month are seen with it.
  const last = addDays(addMonths(date, 1), -1);
  return { first: startOfWeek(addMonths(date, 0), firstDay), end: addDays(startOfWeek(last, firstDay), 7) };
}

/** The same as instants, for the API. */
export const instantsOf = (days: Days, zone: string): { from: string; to: string } => ({
  from: startOfDay(days.first, zone).toISOString(),
  to: startOfDay(days.end, zone).toISOString(),
});

/** Where "previous" (-1) and "next" (1) lead. */
export function step(view: View, date: string, by: 1 | -1): string {
  if (view === 'month') return addMonths(date, by);
  return addDays(date, by * (view === 'day' ? 1 : view === 'week' ? 7 : AGENDA_DAYS));
}

/** The heading above the days. */
export function titleOf(view: View, date: string, firstDay: number): string {
  if (view === 'month') return dayWords(date, { month: 'long', year: 'numeric' });
  if (view === 'day') return dayWords(date, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const days = daysOf(view, date, firstDay);
  return daysWords(days.first, addDays(days.end, -1), { day: 'numeric', month: 'short', year: 'numeric' });
}
