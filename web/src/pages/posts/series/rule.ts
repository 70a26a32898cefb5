import type { Schemas } from '../../../api/client.ts';
import { addDays, weekday as dayOfWeek } from '../../calendar/days.ts';
import { instantOf, wallOf } from '../../../shared/wall.ts';

/** When something comes again, with nothing left out. */
export type Rule = Required<Schemas['SeriesRuleBody']>;

/** A day of the week, as the API writes it. */
export type Weekday = Schemas['DayOfWeek'];

/** The days of the week in the order of the server's weeks, which begin on Monday. */
export const WEEKDAYS: readonly Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** The day of the week of a day. */
export const weekdayOf = (day: string): Weekday => WEEKDAYS[fromMonday(day)]!;

const fromMonday = (day: string): number => (dayOfWeek(day) + 6) % 7;

const dayOfMonthOf = (day: string): number => Number(day.slice(8));

/** A rule as the server keeps it, with what it left out. */
export const wholeRule = (body: Schemas['SeriesRuleBody']): Rule => ({ interval: 1, weekdays: [], dayOfMonth: null, ...body });

/** Whether two rules come on the same days at the same time. */
export const isSameRule = (a: Rule, b: Rule): boolean => keyOf(a) === keyOf(b);

const keyOf = ({ every, interval, weekdays, dayOfMonth, time }: Rule): string =>
  [every, interval, every === 'week' && WEEKDAYS.filter(day => weekdays.includes(day)), every === 'month' && dayOfMonth, time].join(' ');

/** What a rule is to begin with: weekly, on the day and at the time that are given. */
export const ruleOn = (day: string, time: string): Rule => ({ every: 'week', interval: 1, weekdays: [weekdayOf(day)], dayOfMonth: dayOfMonthOf(day), time });

/** The rule as the server takes it: days of the week only with weeks, a day of the month only with months. */
export const bodyOf = ({ every, interval, weekdays, dayOfMonth, time }: Rule): Schemas['SeriesRuleBody'] => ({
  every,
  interval,
  time,
  ...(every === 'week' ? { weekdays: WEEKDAYS.filter(day => weekdays.includes(day)) } : {}),
  ...(every === 'month' ? { dayOfMonth } : {}),
});

/** The days of a rule, without end and in order.
 * @param anchor Where days, weeks and months are counted from; the first day that is possible. */
export function* daysOf({ every, interval, weekdays, dayOfMonth }: Rule, anchor: string): Generator<string> {
  const step = Math.max(1, Math.trunc(interval));
  for (let count = 0; ; count += step) {
    if (every === 'day') yield addDays(anchor, count);
    else if (every === 'week') {
      const monday = addDays(anchor, 7 * count - fromMonday(anchor));
      const days = weekdays.length === 0 ? [fromMonday(anchor)] : WEEKDAYS.flatMap((day, place) => (weekdays.includes(day) ? [place] : []));
      for (const place of days) if (addDays(monday, place) >= anchor) yield addDays(monday, place);
    } else {
      const day = inMonth(anchor, count, dayOfMonth ?? dayOfMonthOf(anchor));
      if (day >= anchor) yield day;
    }
  }
}

/** A day of the month some months later; the last one where that month is shorter. */
function inMonth(anchor: string, months: number, wanted: number): string {
  const [year, month] = [Number(anchor.slice(0, 4)), Number(anchor.slice(5, 7)) - 1 + months];
  const length = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(wanted, length))).toISOString().slice(0, 10);
}

/** The instant of a time of day: the first of two where the clocks go back, and the end of the gap where they go over it. */
export function instantAt(day: string, time: string, zone: string): Date {
  const wall = Date.parse(`${day}T${time}:00Z`);
  for (let minutes = 0; minutes < 24 * 60; minutes++) {
    const at = instantOf(new Date(wall + minutes * 60_000).toISOString().slice(0, 16), zone);
    if (at) return at;
  }
  return new Date(wall);
}

/** What there is to know to tell when a series comes. */
export interface Plan {
  rule: Rule;
  zone: string;
  /** Where the rule's days are counted from, and the first that is possible. */
  anchor: string;
  /** Only times after this instant. */
  after: Date;
  /** The last day that is possible; null for no end. */
  until: string | null;
  /** How many are still to come; null for no end. */
  left: number | null;
}

/** The next times of a series, at most so many. */
export function nextTimes({ rule, zone, anchor, after, until, left }: Plan, most: number): Date[] {
  const times: Date[] = [];
  if (!isWhole(rule)) return times;
  const enough = Math.min(most, left ?? most);
  // Days that are long over are not turned into instants one by one.
  const earliest = addDays(wallOf(after, zone).slice(0, 10), -2);
  for (const day of daysOf(rule, anchor)) {
    if (times.length >= enough || day > '2200' || (until !== null && day > until)) return times;
    if (day < earliest) continue;
    const at = instantAt(day, rule.time, zone);
    if (at > after) times.push(at);
  }
  return times;
}

/** Whether the fields of a rule say something sensible. */
export const isWhole = (rule: Rule): boolean =>
  /^\d\d:\d\d$/.test(rule.time) && Number.isInteger(rule.interval) && rule.interval >= 1 && rule.interval <= 366 && (rule.every !== 'week' || rule.weekdays.length > 0) && (rule.every !== 'month' || rule.dayOfMonth === null || (rule.dayOfMonth >= 1 && rule.dayOfMonth <= 31));
