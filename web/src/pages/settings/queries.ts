import { queryOptions } from '@tanstack/react-query';
import { api, call } from '../../api/client.ts';

/** Who belongs to the workspace, by name. */
export const membersQuery = queryOptions({ queryKey: ['members'], queryFn: async () => (await call(api.GET('/api/v1/members'))).items });

/** Invitations that are still open, newest first. */
export const invitesQuery = queryOptions({ queryKey: ['invites'], queryFn: async () => (await call(api.GET('/api/v1/invites'))).items });

/** Keys, newest first, revoked ones too. */
export const keysQuery = queryOptions({ queryKey: ['api-keys'], queryFn: async () => (await call(api.GET('/api/v1/api-keys'))).items });

/** Where one is signed in, newest first. */
export const sessionsQuery = queryOptions({ queryKey: ['sessions'], queryFn: async () => (await call(api.GET('/api/v1/sessions'))).items });

/** What the workspace used, day by day. */
export const usageQuery = (from: string, to: string) =>
  queryOptions({ queryKey: ['usage', from, to], queryFn: () => call(api.GET('/api/v1/usage/days', { params: { query: { from, to } } })) });
