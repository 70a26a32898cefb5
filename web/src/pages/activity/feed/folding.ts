import type { Schemas } from '../../../api/client.ts';
import { wallOf } from '../../../shared/wall.ts';

type Event = Schemas['ActivityResponse'];

/** Events of one kind by one actor, one after the other, as after an import. */
export interface Run {
  /** The first and newest of them names it. */
  key: string;
  events: Event[];
}

/** A day of the workspace's calendar with what happened on it, newest first. */
export interface Day {
  day: string;
  runs: Run[];
}

/** Events by day, and within one by runs of the same. */
export function byDay(events: readonly Event[], zone: string): Day[] {
  const days: Day[] = [];
  for (const event of events) {
    const date = wallOf(event.at, zone).slice(0, 10);
    if (days.at(-1)?.day !== date) days.push({ day: date, runs: [] });
    const { runs } = days.at(-1)!;
    const last = runs.at(-1);
    const before = last?.events.at(-1);
    if (last && before && before.kind === event.kind && before.actor === event.actor) last.events.push(event);
    else runs.push({ key: event.id, events: [event] });
  }
  return days;
}

const SHOWN = 3;

/** How much of a run is shown before somebody asks for the rest; a single one is never hidden. */
export const shownOf = (run: Run): Event[] => (run.events.length <= SHOWN + 1 ? run.events : run.events.slice(0, SHOWN));
