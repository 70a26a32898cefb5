import { api, call, type Schemas } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { wallTime } from './days.ts';
import { type Filter, type StateName, WITHOUT } from './search.ts';

/** One post on one channel, or a planned post that has no job yet. */
export type Entry = Schemas['CalendarEntryResponse'];

/** What names an entry: there is one for each job, or for a post without one. */
export const idOf = (entry: Entry): string => entry.jobId ?? entry.postId;

/** The state that an entry shows. */
export const stateOf = (entry: Entry): StateName => entry.state ?? entry.approval;

/** Whether somebody must do something about it. */
export const needsSomebody = (entry: Entry): boolean => entry.state === 'needs_attention' || entry.state === 'failed';

/** Whether an entry is to be seen. */
export const passes = (entry: Entry, filter: Filter): boolean =>
  (filter.accounts.length === 0 || entry.channelIds.some(id => filter.accounts.includes(id))) &&
  (filter.types.length === 0 || filter.types.includes(entry.type)) &&
  (filter.states.length === 0 || filter.states.includes(stateOf(entry))) &&
  (filter.categories.length === 0 || filter.categories.includes(entry.categoryId ?? WITHOUT));

/** The entries by the day on which they are, in a zone; days without any are left out. */
export function byDay(entries: readonly Entry[], zone: string): [day: string, entries: Entry[]][] {
  const days = new Map<string, Entry[]>();
  for (const entry of [...entries].sort((a, b) => a.at.localeCompare(b.at))) {
    const { day } = wallTime(entry.at, zone);
    const found = days.get(day);
    if (found) found.push(entry);
    else days.set(day, [entry]);
  }
  return [...days];
}

/** `HB` for `harbour.bakery`: two letters to tell accounts apart where there is no room for a name. */
export function initials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters = words.length > 1 ? [...words[0]!][0]! + [...words[1]!][0]! : [...(words[0] ?? '?')].slice(0, 2).join('');
  return letters.toUpperCase();
}

type Fetch<T> = (from: string, to: string) => Promise<T[]>;

/** Everything in a time, however much it is: the server answers with 2,000 entries at most, so a time that has more is asked for in halves. */
export async function fetchAll<T>(from: string, to: string, fetch: Fetch<T>): Promise<T[]> {
  try {
    return await fetch(from, to);
  } catch (error) {
    const [start, end] = [Date.parse(from), Date.parse(to)];
    if (!(error instanceof Problem && error.code === 'range_too_long') || end - start < 120_000) throw error;
    const middle = new Date(Math.floor((start + end) / 120_000) * 60_000).toISOString();
    const halves = await Promise.all([fetchAll(from, middle, fetch), fetchAll(middle, to, fetch)]);
    return halves.flat();
  }
}

/** Asks the server for everything in a time. */
export const fetchEntries = (from: string, to: string, signal?: AbortSignal): Promise<Entry[]> =>
  fetchAll(from, to, async (start, end) => (await call(api.GET('/api/v1/calendar', { params: { query: { from: start, to: end } }, signal }))).items);
