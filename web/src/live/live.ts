import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { addressOf } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { Connection, type LiveState } from './Connection.ts';
import { touched } from './touched.ts';

let state: LiveState = 'connecting';
let followed: { workspaceId: string | null; connection: Connection | null } = { workspaceId: null, connection: null };
const listeners = new Set<() => void>();

/** The hub takes connections without asking first, and a WebSocket needs no sticky sessions behind a balancer. */
const address = () => Object.assign(new URL(addressOf('/hubs/events'), window.location.href), { protocol: window.location.protocol === 'https:' ? 'wss:' : 'ws:' }).href;

/**
 * Keeps what is shown of a workspace up to date: the server says what changed, and everything that shows it is fetched again.
 * It begins before the first page asks for anything: what is asked for later is fresh, and need not be fetched a second time once the connection stands.
 */
export function follow(queries: QueryClient, workspaceId: string | null): void {
  if (workspaceId === followed.workspaceId) return;
  followed.connection?.close();
  turn('connecting');
  followed = {
    workspaceId,
    connection: workspaceId === null ? null : new Connection({
      address,
      open: at => new WebSocket(at),
      // The first message of a connection is empty: what was missed is unknown, and everything that was asked for before is fetched anew.
      onChanges: changes => void queries.invalidateQueries({ predicate: query => touched(query.queryKey, changes) }),
      onState: next => {
        turn(next);
        // Either the line is down, or we may not come in any more: who was taken out of the workspace is told so.
        if (next === 'stale') void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
      },
      now: Date.now,
    }),
  };
}

function turn(next: LiveState): void {
  state = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether changes show by themselves. */
export function useLive(workspaceId: string | null): LiveState {
  const queries = useQueryClient();
  // Another workspace than at the start: who was taken out of one belongs to what is left.
  useEffect(() => follow(queries, workspaceId), [queries, workspaceId]);
  return useSyncExternalStore(subscribe, () => state);
}
