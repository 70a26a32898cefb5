import { queryOptions } from '@tanstack/react-query';
import { api, call } from '../../api/client.ts';

/** One item. */
export const mediaQuery = (mediaId: string) =>
  queryOptions({ queryKey: ['media', mediaId], queryFn: () => call(api.GET('/api/v1/media/{mediaId}', { params: { path: { mediaId } } })) });

/** What a platform takes of it. */
export const checkQuery = (mediaId: string, platform: string) =>
  queryOptions({ queryKey: ['media', mediaId, 'check', platform], queryFn: () => call(api.GET('/api/v1/media/{mediaId}/check', { params: { path: { mediaId }, query: { platform } } })) });

/** The files that were made of it. */
export const renditionsQuery = (mediaId: string) =>
  queryOptions({ queryKey: ['media', mediaId, 'renditions'], queryFn: async () => (await call(api.GET('/api/v1/media/{mediaId}/renditions', { params: { path: { mediaId } } }))).items });

/** The networks this server knows, by the ways to sign in at them. */
export const platformsQuery = queryOptions({
  queryKey: ['connections'],
  staleTime: 300_000,
  queryFn: async () => (await call(api.GET('/api/v1/connect'))).items,
  select: items => [...new Set(items.map(way => way.platform))],
});
