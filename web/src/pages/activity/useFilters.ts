import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWorkspace } from '../../api/session.ts';
import { JOB_STATES, type JobState } from '../../words/states.ts';
import { GROUPS, type GroupName } from './feed/groups.ts';
import { lastDays, type Period, readPeriod } from './period.ts';

/** The parts of the page. */
export type View = 'events' | 'figures' | 'posts';

/** What the page is narrowed to. It stands in the address, so that a view can be kept and passed on. */
export interface Filters {
  view: View;
  /** The last 30 days where nobody chose any. */
  period: Period;
  /** Somebody chose them: the feed is about any time otherwise. */
  isChosen: boolean;
  state: JobState | null;
  channelId: string | null;
  group: GroupName;
  actor: string | null;
  subjectId: string | null;
}

/** What can be changed; `period: null` for no days in particular. */
export type FilterChange = Partial<Omit<Filters, 'period' | 'isChosen'> & { period: Period | null }>;

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The filters of the address, and a way to change some of them. */
export function useFilters(): [Filters, (change: FilterChange) => void] {
  const { timeZone } = useWorkspace();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const chosen = readPeriod(search['from'], search['to']);
  const { view, state, what } = search;
  const filters: Filters = {
    view: view === 'figures' || view === 'posts' ? view : 'events',
    period: chosen ?? lastDays(30, timeZone),
    isChosen: chosen !== null,
    state: typeof state === 'string' && state in JOB_STATES ? (state as JobState) : null,
    channelId: textOf(search['account']),
    group: typeof what === 'string' && what in GROUPS ? (what as GroupName) : 'matters',
    actor: textOf(search['who']),
    subjectId: textOf(search['about']),
  };
  const change = (wanted: FilterChange) => {
    const period = wanted.period === undefined ? chosen : wanted.period;
    const next = { ...filters, ...wanted };
    const address = {
      view: next.view === 'events' ? undefined : next.view,
      from: period?.first,
      to: period?.last,
      state: next.state ?? undefined,
      account: next.channelId ?? undefined,
      what: next.group === 'matters' ? undefined : next.group,
      who: next.actor ?? undefined,
      about: next.subjectId ?? undefined,
    };
    // To another part one can go back; a filter only changes what is seen of it.
    void navigate({ to: '/activity', search: address as never, replace: wanted.view === undefined });
  };
  return [filters, change];
}
