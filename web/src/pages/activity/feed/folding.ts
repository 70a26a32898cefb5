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

/** What follows at once when a post is made; the two are one thing to tell. Its sentence has the name of both. */
const FOLLOWS = new Set(['post.scheduled', 'post.submitted']);

/** Leaves out that a post was made where it was scheduled or submitted in the same moment: that sentence then says both. */
export function paired(events: readonly Event[]): Event[] {
  const created = new Map(events.filter(event => event.kind === 'post.created').map(event => [event.subjectId, event]));
  const told = new Set<string>();
  const both = events.map(event => {
    const before = FOLLOWS.has(event.kind) ? created.get(event.subjectId) : undefined;
    if (before === undefined || before.actor !== event.actor || Math.abs(Date.parse(before.at) - Date.parse(event.at)) > MOMENT_MS) return event;
    told.add(before.id);
    return { ...event, kind: `${event.kind}+created` };
  });
  return both.filter(event => !told.has(event.id));
}

const MOMENT_MS = 1_000;

/** Events by day, and within one by runs of the same. */
export function byDay(events: readonly Event[], zone: string): Day[] {
  const days: Day[] = [];
  for (const event of paired(events)) {
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
