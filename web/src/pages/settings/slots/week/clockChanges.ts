import { wallOf } from '../../../../shared/wall.ts';
import { dayWords, weekday } from '../../../calendar/days.ts';
import { type Weekday, weekdayOf } from './week.ts';

/** A change of a zone's clocks: the wall times from `from` until before `to` do not exist, or come twice. */
export interface ClockChange {
  kind: 'gap' | 'twice';
  /** As `2027-03-28T02:00`. */
  from: string;
  to: string;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** By how much a zone's wall is ahead of UTC at an instant. */
const offsetAt = (at: number, zone: string): number => Date.parse(`${wallOf(at, zone)}:00Z`) - Math.floor(at / MINUTE) * MINUTE;

/** The changes of a zone's clocks in the days that come. */
export function clockChanges(zone: string, from: Date, days: number): ClockChange[] {
  const found: ClockChange[] = [];
  const start = Math.floor(from.getTime() / MINUTE) * MINUTE;
  for (let at = start; at < start + days * DAY; at += DAY) {
    const [before, after] = [offsetAt(at, zone), offsetAt(at + DAY, zone)];
    if (before === after) continue;
    // The minute of the change lies between: halved until it is found.
    let [low, high] = [at, at + DAY];
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
      if (offsetAt(middle, zone) === before) low = middle;
      else high = middle;
    }
    const [old, now] = [before, after].map(offset => new Date(high + offset).toISOString().slice(0, 16)) as [string, string];
    found.push(after > before ? { kind: 'gap', from: old, to: now } : { kind: 'twice', from: now, to: old });
  }
  return found;
}

/** What a change of the clocks does to a slot, as a sentence; null where it does nothing to it. */
export function hitBy(change: ClockChange, slot: { time: string; weekdays: readonly Weekday[] }): string | null {
  const day = [...new Set([change.from.slice(0, 10), change.to.slice(0, 10)])].find(one => {
    const wall = `${one}T${slot.time}`;
    return change.from <= wall && wall < change.to && slot.weekdays.includes(weekdayOf(weekday(one)));
  });
  if (day === undefined) return null;
  const on = dayWords(day, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  return change.kind === 'gap'
    ? `On ${on} the clocks go forward over ${slot.time}. The place is at ${change.to.slice(11)} that day.`
    : `On ${on} the clocks show ${slot.time} twice. The place is at the first of the two.`;
}
