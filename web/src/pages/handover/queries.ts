import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../api/client.ts';
import { isUnderWay, isUnreached } from './rules.ts';

/** A job in a person's hands, or one that was: one card. */
export type Handover = Schemas['HandoverResponse'];

const PAGE = 100;
const OPEN: readonly Schemas['HandoverState'][] = ['waiting', 'sending', 'with_person'];

/** Every card that somebody has still to answer. While one is being sent it is looked at often: only what people do is told live. */
export const openHandoversQuery = infiniteQueryOptions({
  queryKey: ['handovers', 'open'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) => call(api.GET('/api/v1/handovers', { params: { query: { state: OPEN as never[], limit: PAGE, cursor: pageParam } }, signal })),
  getNextPageParam: last => last.nextCursor ?? undefined,
  select: found => found.pages.flatMap(page => page.items),
  refetchInterval: query => (query.state.data?.pages.some(page => page.items.some(card => isUnderWay(card))) ? 5_000 : 60_000),
});

/** The jobs whose card reached nobody. */
export const unreachedQuery = queryOptions({
  queryKey: ['handovers', 'unreached'],
  queryFn: async ({ signal }) => {
    const found: Schemas['JobResponse'][] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await call(api.GET('/api/v1/jobs', { params: { query: { state: ['needs_attention'], limit: 200, cursor } }, signal }));
      found.push(...page.items.filter(isUnreached));
      if (page.nextCursor === null) return found;
      cursor = page.nextCursor;
    }
  },
});

/** The newest card of a job; null where it never was with a person. */
export const handoverOfQuery = ({ id, postId, state, reason, permalink, dueAt }: Schemas['JobResponse']) =>
  queryOptions<Handover | null>({
    queryKey: ['job', id, 'handover', postId, state, reason, permalink, dueAt],
    placeholderData: before => before,
    queryFn: async ({ signal }) => (await call(api.GET('/api/v1/handovers', { params: { query: { jobId: id, limit: 1 } }, signal }))).items[0] ?? null,
    refetchInterval: query => (query.state.data && isUnderWay(query.state.data) ? 5_000 : false),
  });

/** How the workspace hands posts to people, and the chat their cards go to. */
export const handoverSettingsQuery = queryOptions({ queryKey: ['handover-settings'], queryFn: () => call(api.GET('/api/v1/handover/settings')) });
