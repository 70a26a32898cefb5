/** Days are `2026-03-01` and belong to no zone; instants are what the API has. This is the way from one to the other. */

import { instantOf as instantOfWall, wallOf } from '../../shared/wall.ts';

/** What calendar and clock on the wall say in a zone. */
export interface WallTime {
  day: string;
  /** `18:00`. */
  time: string;
}

/** The wall's day and time at an instant. */
export function wallTime(at: string | number | Date, zone: string): WallTime {
  const [day, time] = wallOf(at, zone).split('T');
  return { day: day!, time: time! };
}

/** The instant at which the wall shows a day and a time, as `instantOf` of shared/wall.ts has it. */
export const instantOf = (day: string, time: string, zone: string): Date | null => instantOfWall(`${day}T${time}`, zone);

/** When a day begins in a zone, also where the clocks go forward over its midnight. */
export function startOfDay(day: string, zone: string): Date {
  for (const time of ['00:00', '00:30', '01:00', '02:00']) {
    const at = instantOf(day, time, zone);
    if (at) return at;
  }
  return new Date(`${day}T00:00:00Z`);
}

const utc = (day: string): Date => new Date(`${day}T00:00:00Z`);

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

/** A day some days later, or earlier. */
export function addDays(day: string, count: number): string {
  const date = utc(day);
  date.setUTCDate(date.getUTCDate() + count);
  return dayOf(date);
}

/** The first of a month some months later, or earlier. */
export function addMonths(day: string, count: number): string {
  const date = utc(day);
  return dayOf(new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1)));
}

/** 0 for Sunday to 6 for Saturday. */
export const weekday = (day: string): number => utc(day).getUTCDay();

/** Whether it is a day of the calendar, written as one. */
export function isDay(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text).getTime()) && dayOf(utc(text)) === text;
}

/** The day on which weeks begin where the viewer lives: 0 for Sunday to 6 for Saturday. Monday where the browser does not know. */
export function firstWeekday(locale = new Intl.DateTimeFormat().resolvedOptions().locale): number {
  const known = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?: () => { firstDay: number }; weekInfo?: { firstDay: number } };
  return ((known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? 1) % 7;
}

/** A day in words; `options` say which ones. */
export const dayWords = (day: string, options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' }).format(utc(day));

/** Several days in words: `2 – 8 March 2026`. */
export const daysWords = (first: string, last: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' }).formatRange(utc(first), utc(last));
