import type { Slot } from '../../../../api/planning.ts';

/** A day of the week, in the API's word. */
export type Weekday = Slot['weekdays'][number];

const FROM_SUNDAY: readonly Weekday[] = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The days from Monday to Friday. */
export const WORKDAYS: readonly Weekday[] = FROM_SUNDAY.slice(1, 6);

/** The weekday with the number that JavaScript gives it: 0 for Sunday. */
export const weekdayOf = (number: number): Weekday => FROM_SUNDAY[number]!;

/** The seven days, beginning with the one that weeks begin with where the viewer lives (0 for Sunday). */
export const daysFrom = (first: number): Weekday[] => FROM_SUNDAY.map((_, index) => FROM_SUNDAY[(index + first) % 7]!);

/** `Tuesday`, or `Tue`. */
export const weekdayWord = (day: Weekday, length: 'long' | 'short' = 'long'): string =>
  // The fourth of January 1970 was a Sunday.
  new Intl.DateTimeFormat(undefined, { weekday: length, timeZone: 'UTC' }).format(new Date(Date.UTC(1970, 0, 4 + FROM_SUNDAY.indexOf(day))));

/** Some days in words: `every day`, `Monday to Friday`, `Monday and Thursday`. */
export function daysInWords(days: readonly Weekday[]): string {
  if (days.length === 7) return 'every day';
  if (days.length === 5 && WORKDAYS.every(day => days.includes(day))) return `${weekdayWord('monday')} to ${weekdayWord('friday')}`;
  const words = [...WORKDAYS, 'saturday', 'sunday'].filter((day): day is Weekday => days.includes(day as Weekday)).map(day => weekdayWord(day, days.length > 2 ? 'short' : 'long'));
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** The week of an account as a table: a row for each time, with the slot of each of its days. */
export function rowsOf(slots: readonly Slot[]): { time: string; on: ReadonlyMap<Weekday, Slot> }[] {
  const rows = new Map<string, Map<Weekday, Slot>>();
  for (const slot of slots) {
    const row = rows.get(slot.time) ?? new Map<Weekday, Slot>();
    for (const day of slot.weekdays) row.set(day, slot);
    rows.set(slot.time, row);
  }
  return [...rows].sort(([one], [other]) => one.localeCompare(other)).map(([time, on]) => ({ time, on }));
}

/** How many places the slots make in a week. */
export const placesAWeek = (slots: readonly Slot[]): number => slots.reduce((sum, slot) => sum + slot.weekdays.length, 0);
