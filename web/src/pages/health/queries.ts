import { queryOptions } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../api/client.ts';

export type Health = Schemas['PublishingHealthResponse'];

/** How publishing is. Much of it changes without an event: a queue that waits, a network that does not answer. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }) => call(api.GET('/api/v1/health/publishing', { signal })),
  refetchInterval: 30_000,
});
