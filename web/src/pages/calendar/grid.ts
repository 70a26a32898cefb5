import type { EventInput } from '@fullcalendar/react';
import { wordsOf } from '../../words/states.ts';
import { wallTime } from './days.ts';
import { type Entry, idOf } from './entries.ts';

/** How tall an entry is drawn in a week or day. A post has no length; this is so that it can be read. */
const DRAWN_MINUTES = 45;

const known = new WeakMap<Entry, { zone: string; canMove: boolean; event: EventInput }>();

/** An entry as the grid wants it. What has not changed is not worked out again: there may be thousands. */
export function toEvent(entry: Entry, zone: string, canMove: boolean): EventInput {
  const found = known.get(entry);
  if (found && found.zone === zone && found.canMove === canMove) return found.event;
  const { time } = wallTime(entry.at, zone);
  // It never reaches into the next day: there it would be drawn a second time.
  const untilMidnight = 24 * 60 - Number(time.slice(0, 2)) * 60 - Number(time.slice(3));
  const event: EventInput = {
    id: idOf(entry),
    title: entry.title,
    start: entry.at,
    end: new Date(Math.floor(Date.parse(entry.at) / 60_000 + Math.min(DRAWN_MINUTES, untilMidnight)) * 60_000 - 1).toISOString(),
    startEditable: canMove,
    className: `state state-${wordsOf(entry.state, entry.approval).colour}`,
    extendedProps: { entry, rank: 0 },
  };
  known.set(entry, { zone, canMove, event });
  return event;
}
