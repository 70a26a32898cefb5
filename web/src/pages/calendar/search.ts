import type { Schemas } from '../../api/client.ts';
import { APPROVAL_STATES, JOB_STATES, POST_TYPES, type ApprovalState, type JobState } from '../../words/states.ts';
import { isDay } from './days.ts';

/** The ways to look at the calendar. */
export type View = 'month' | 'week' | 'day' | 'agenda';

/** A state as an entry shows it: that of its job, or of its approval where it has none. */
export type StateName = JobState | ApprovalState;

/** What the address of the calendar says. What is left out is as usual. */
export interface CalendarSearch {
  view?: View;
  /** A day in what is shown. */
  date?: string;
  /** Ids of channels, with commas. */
  accounts?: string;
  types?: string;
  states?: string;
  /** Ids of categories, and `none`. */
  categories?: string;
  /** `mine` for the viewer's time zone instead of the workspace's. */
  zone?: 'mine';
  /** The post that is open beside the calendar. */
  post?: string;
}

/** The views in the order of their buttons. */
export const VIEWS: readonly { value: View; label: string }[] = [
  { value: 'month', label: 'Month' },
  { value: 'week', label: 'Week' },
  { value: 'day', label: 'Day' },
  { value: 'agenda', label: 'Agenda' },
];

/** Stands for no category, among the ids of categories. */
export const WITHOUT = 'none';

const IDS = /^[0-9a-f-]{36}$/i;

function list(value: unknown, isKnown: (one: string) => boolean): string | undefined {
  if (typeof value !== 'string') return undefined;
  return [...new Set(value.split(',').filter(isKnown))].join(',') || undefined;
}

/** Reads an address, and forgives what it does not know. */
export function readSearch(raw: Record<string, unknown>): CalendarSearch {
  const search: CalendarSearch = {
    view: VIEWS.find(view => view.value === raw['view'])?.value,
    date: isDay(raw['date']) ? raw['date'] : undefined,
    accounts: list(raw['accounts'], one => IDS.test(one)),
    types: list(raw['types'], one => one in POST_TYPES),
    states: list(raw['states'], one => one in JOB_STATES || one in APPROVAL_STATES),
    categories: list(raw['categories'], one => one === WITHOUT || IDS.test(one)),
    zone: raw['zone'] === 'mine' ? 'mine' : undefined,
    post: typeof raw['post'] === 'string' && IDS.test(raw['post']) ? raw['post'] : undefined,
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

/** What is to be seen; an empty list lets everything through. */
export interface Filter {
  accounts: readonly string[];
  types: readonly Schemas['PostType'][];
  states: readonly StateName[];
  categories: readonly string[];
}

const parts = (value: string | undefined): string[] => value?.split(',') ?? [];

export const filterOf = (search: CalendarSearch): Filter => ({
  accounts: parts(search.accounts),
  types: parts(search.types) as Schemas['PostType'][],
  states: parts(search.states) as StateName[],
  categories: parts(search.categories),
});
