import type { ApprovalState, JobState } from '../../words/states.ts';

/** The parts of the page. */
export type PostsTab = 'series';

/** A state to filter by: of the approval, or of the jobs. */
export type ListState = ApprovalState | Exclude<JobState, 'cancelled'>;

/** What the address of the list of posts says. What is left out is not filtered by. */
export interface PostsSearch {
  tab?: PostsTab;
  state?: ListState;
  account?: string;
  category?: string;
  series?: string;
  /** In titles and captions. */
  q?: string;
}

/** What a post's approval can be. */
export const APPROVALS: readonly ApprovalState[] = ['draft', 'pending', 'approved', 'rejected'];

/** What is still to come, or wants somebody: listed with the first due first. */
export const AHEAD = ['scheduled', 'preparing', 'ready', 'publishing', 'needs_attention', 'handed_over'] as const;

/** What is over: listed with the last due first. */
export const OVER = ['published', 'failed'] as const;

const STATES: readonly string[] = [...APPROVALS, ...AHEAD, ...OVER];
const ID = /^[0-9a-f-]{36}$/i;

const idOf = (value: unknown): string | undefined => (typeof value === 'string' && ID.test(value) ? value : undefined);

/** What to ask the server for. */
export function queryOf({ state, account, category, series, q }: PostsSearch) {
  const approval = APPROVALS.find(one => one === state);
  return {
    approval,
    state: state === undefined || approval !== undefined ? undefined : [state as Exclude<ListState, ApprovalState>],
    order: includes(AHEAD, state) ? ('by_plan' as const) : includes(OVER, state) ? ('latest_plan_first' as const) : undefined,
    channelId: account,
    categoryId: category,
    seriesId: series,
    search: q,
  };
}

const includes = (all: readonly string[], one: string | undefined): boolean => one !== undefined && all.includes(one);

/** Reads an address, and forgives what it does not know. */
export function readPostsSearch(raw: Record<string, unknown>): PostsSearch {
  const { tab, state, q } = raw;
  const search: PostsSearch = {
    tab: tab === 'series' ? tab : undefined,
    state: typeof state === 'string' && STATES.includes(state) ? (state as ListState) : undefined,
    account: idOf(raw['account']),
    category: idOf(raw['category']),
    series: idOf(raw['series']),
    q: typeof q === 'string' && q !== '' ? q.slice(0, 200) : typeof q === 'number' ? String(q) : undefined,
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
