import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { api, call, chooseWorkspace, chosenWorkspace, rememberCsrfToken, type Schemas } from './client.ts';
import { Problem } from './problem.ts';

export type Session = Schemas['SessionResponse'];
export type Right = Schemas['Right'];

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 60_000,
  queryFn: async () => {
    try {
      return remember(await call(api.GET('/api/v1/session')));
    } catch (error) {
      // Somebody took us out of the workspace that was chosen here.
      if (!(error instanceof Problem && error.status === 404 && chosenWorkspace() !== null)) throw error;
      chooseWorkspace(null);
      return remember(await call(api.GET('/api/v1/session')));
    }
  },
});

function remember(session: Session): Session {
  rememberCsrfToken(session.csrfToken);
  return session;
}

/** Who is signed in. Below the layout there always is somebody. */
export const useSession = (): Session => useSuspenseQuery(sessionQuery).data;

/** The workspace that is looked at, with what the member may do there. */
export function useMembership(): Schemas['OwnWorkspaceResponse'] | undefined {
  const session = useSession();
  return session.workspaces.find(one => one.id === session.workspaceId);
}

/** Whether to show what needs a right. The server decides all the same. */
export const useMay = (right: Right): boolean => useMembership()?.rights.includes(right) ?? false;

export const workspaceQuery = queryOptions({ queryKey: ['workspace'], queryFn: () => call(api.GET('/api/v1/workspace')) });

/** The rules of the workspace, its time zone first of all. */
export const useWorkspace = () => useSuspenseQuery(workspaceQuery).data;

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: async () => (await call(api.GET('/api/v1/channels'))).items,
});

/** Every account of the workspace, disconnected ones too: old posts name them. */
export const useChannels = () => useQuery(channelsQuery);
