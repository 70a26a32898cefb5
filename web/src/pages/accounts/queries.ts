import { queryOptions } from '@tanstack/react-query';
import { api, call } from '../../api/client.ts';

/** One account. */
export const channelQuery = (channelId: string) =>
  queryOptions({ queryKey: ['channel', channelId], queryFn: () => call(api.GET('/api/v1/channels/{channelId}', { params: { path: { channelId } } })) });

/** How the access to it stands, and which posts may outlive it. */
export const healthQuery = (channelId: string) =>
  queryOptions({ queryKey: ['channel', channelId, 'health'], queryFn: () => call(api.GET('/api/v1/channels/{channelId}/health', { params: { path: { channelId } } })) });

/** What its limits still allow. */
export const usageQuery = (channelId: string) =>
  queryOptions({
    queryKey: ['channel', channelId, 'usage'],
    queryFn: () => call(api.GET('/api/v1/channels/{channelId}/usage', { params: { path: { channelId } } })),
    refetchInterval: 60_000, // calls are counted without an event
  });

/** What was called for it, day by day. */
export const usageDaysQuery = (channelId: string, from: string, to: string) =>
  queryOptions({
    queryKey: ['channel', channelId, 'days', from, to],
    queryFn: () => call(api.GET('/api/v1/channels/{channelId}/usage/days', { params: { path: { channelId }, query: { from, to } } })),
  });

/** What happened to it, oldest first. */
export const historyQuery = (channelId: string) =>
  queryOptions({ queryKey: ['channel', channelId, 'history'], queryFn: async () => (await call(api.GET('/api/v1/channels/{channelId}/history', { params: { path: { channelId } } }))).items });

/** The ways to connect an account by signing in, and what each lacks. */
export const connectionsQuery = queryOptions({ queryKey: ['connections'], staleTime: 300_000, queryFn: async () => (await call(api.GET('/api/v1/connect'))).items });

/** A post of the list of those at risk: how it begins. */
export const postQuery = (postId: string) =>
  queryOptions({ queryKey: ['post', postId], queryFn: () => call(api.GET('/api/v1/posts/{postId}', { params: { path: { postId } } })) });
