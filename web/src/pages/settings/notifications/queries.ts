import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../../api/client.ts';

/** Somebody, or some program, that is told of what happens. */
export type Target = Schemas['NotificationTargetResponse'];
/** By which way a target is told. */
export type TargetKind = Schemas['TargetKind'];
/** One notice on its way to one target. */
export type Delivery = Schemas['DeliveryResponse'];
/** How far a delivery has come. */
export type DeliveryState = Schemas['DeliveryState'];

/** Every target, by name. One that is in trouble is tried again without an event. */
export const targetsQuery = queryOptions({
  queryKey: ['notification-targets'],
  queryFn: async () => (await call(api.GET('/api/v1/notification-targets'))).items,
  refetchInterval: query => (query.state.data?.some(target => target.isOn && target.failures > 0) ? 10_000 : false),
});

/** What to show of the log. */
export interface LogWishes {
  targetId: string | null;
  state: DeliveryState | null;
}

/** The log of deliveries, newest first, page by page. That something arrived is no event: while anything waits it is looked at often. */
export const deliveriesQuery = ({ targetId, state }: LogWishes) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', targetId, state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => call(api.GET('/api/v1/deliveries', { params: { query: { ...(targetId === null ? {} : { targetId }), ...(state === null ? {} : { state }), limit: 30, cursor: pageParam } }, signal })),
    getNextPageParam: last => last.nextCursor ?? undefined,
    select: found => found.pages.flatMap(page => page.items),
    refetchInterval: query => (query.state.data?.pages.some(page => page.items.some(one => one.state === 'waiting')) ? 5_000 : 30_000),
    placeholderData: before => before,
  });
