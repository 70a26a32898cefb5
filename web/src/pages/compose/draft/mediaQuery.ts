import { queryOptions } from '@tanstack/react-query';
import { api, call } from '../../../api/client.ts';

/** One file of the library. It never changes. */
export const mediaQuery = (mediaId: string) =>
  queryOptions({ queryKey: ['media', mediaId], queryFn: () => call(api.GET('/api/v1/media/{mediaId}', { params: { path: { mediaId } } })), staleTime: 3_600_000 });
