import type { EventInput } from '@fullcalendar/react';
import { wordsOf } from '../../words/states.ts';
import { addDays, startOfDay, wallTime } from './days.ts';
import { type Entry, idOf } from './entries.ts';

/** How tall an entry is drawn in a week or day. A post has no length; this is so that it can be read. */
const DRAWN_MS = 45 * 60_000;

/** An entry as the grid wants it. It never reaches into the next day: there it would be drawn a second time. */
export function toEvent(entry: Entry, zone: string, canMove: boolean): EventInput {
  const start = Date.parse(entry.at);
  const midnight = startOfDay(addDays(wallTime(start, zone).day, 1), zone).getTime();
  return {
    id: idOf(entry),
    title: entry.title,
    start: entry.at,
    end: new Date(Math.min(start + DRAWN_MS, midnight)).toISOString(),
    startEditable: canMove,
    className: `state state-${wordsOf(entry.state, entry.approval).colour}`,
    extendedProps: { entry },
  };
}
