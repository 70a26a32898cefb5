import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { api, call } from '../../../api/client.ts';
import { GROUPS, type GroupName } from './groups.ts';

/** What the feed is narrowed to, in the API's words. */
export interface FeedFilter {
  group: GroupName;
  actor: string | null;
  subjectId: string | null;
  /** Between which instants; null for any time. */
  between: { from: string; to: string } | null;
}

/** What happened, newest first, page by page. */
export const eventsQuery = ({ group, actor, subjectId, between }: FeedFilter) =>
  infiniteQueryOptions({
    queryKey: ['events', group, actor, subjectId, between],
    placeholderData: keepPreviousData,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(api.GET('/api/v1/events', { params: { query: { kind: [...GROUPS[group].kinds], actor: actor ?? undefined, subjectId: subjectId ?? undefined, ...between, limit: 50, cursor: pageParam } }, signal })),
    getNextPageParam: last => last.nextCursor ?? undefined,
    select: found => found.pages.flatMap(page => page.items),
  });
