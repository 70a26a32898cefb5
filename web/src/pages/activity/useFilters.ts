import { useNavigate, useSearch } from '@tanstack/react-router';
import { useWorkspace } from '../../api/session.ts';
import { JOB_STATES, type JobState } from '../../words/states.ts';
import { type Period, readPeriod } from './period.ts';

/** What the page is narrowed to. It stands in the address, so that a view can be kept and passed on. */
export interface Filters {
  period: Period;
  state: JobState | null;
  channelId: string | null;
}

/** The filters of the address, and a way to change some of them. */
export function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const { timeZone } = useWorkspace();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, unknown>;
  const state = search['state'];
  const account = search['account'];
  const filters: Filters = {
    period: readPeriod(search['from'], search['to'], timeZone),
    state: typeof state === 'string' && state in JOB_STATES ? (state as JobState) : null,
    channelId: typeof account === 'string' ? account : null,
  };
  const change = (wanted: Partial<Filters>) => {
    const { period, state: wantedState, channelId } = { ...filters, ...wanted };
    // A period that nobody chose moves on with the days.
    const isChosen = wanted.period !== undefined || search['from'] !== undefined;
    const next = { ...(isChosen ? { from: period.first, to: period.last } : {}), ...(wantedState === null ? {} : { state: wantedState }), ...(channelId === null ? {} : { account: channelId }) };
    void navigate({ to: '/activity', search: next as never, replace: true });
  };
  return [filters, change];
}
