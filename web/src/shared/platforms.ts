import { queryOptions } from '@tanstack/react-query';
import { api, call } from '../api/client.ts';

/** The networks: what connecting an account without a browser takes, and what posts may be there. They change with the server alone. */
export const platformsQuery = queryOptions({ queryKey: ['platforms'], staleTime: Infinity, queryFn: async () => (await call(api.GET('/api/v1/platforms'))).items });
