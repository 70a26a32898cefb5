import { HttpTransportType, HubConnectionBuilder, HubConnectionState, LogLevel } from '@microsoft/signalr';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { addressOf } from '../api/client.ts';
import { sessionQuery } from '../api/session.ts';
import { touched, type Change } from './touched.ts';

/** `live`: changes show by themselves. `stale`: the connection is lost, and what is shown may be old. */
export type LiveState = 'connecting' | 'live' | 'stale';

const RETRY_MS = [0, 1_000, 2_000, 5_000, 10_000];

/** Keeps the pages up to date: the server says what changed, and everything that shows it is fetched again. */
export function useLive(workspaceId: string | null): LiveState {
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    if (workspaceId === null) return;
    // WebSockets alone need no sticky sessions behind a balancer.
    const connection = new HubConnectionBuilder()
      .withUrl(addressOf('/hubs/events'), { transport: HttpTransportType.WebSockets, skipNegotiation: true })
      .withAutomaticReconnect({ nextRetryDelayInMilliseconds: context => RETRY_MS[Math.min(context.previousRetryCount, RETRY_MS.length - 1)]! })
      .configureLogging(LogLevel.None)
      .build();
    let over = false;

    // The first message of a connection, and the first after a gap, is empty: what was missed is unknown, and everything is fetched anew.
    connection.on('changed', (changes: Change[]) => {
      void queries.invalidateQueries({ predicate: query => touched(query.queryKey, changes) });
    });
    // Either the line is down, or we may not come in any more: who was taken out of the workspace is told so.
    const lost = () => {
      setState('stale');
      void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
    };
    connection.onreconnecting(lost);
    connection.onreconnected(() => setState('live'));

    const start = async () => {
      for (let attempt = 0; !over && connection.state === HubConnectionState.Disconnected; attempt++) {
        try {
          await connection.start();
          setState('live');
        } catch {
          lost();
          await new Promise(done => setTimeout(done, RETRY_MS[Math.min(attempt + 1, RETRY_MS.length - 1)]));
        }
      }
    };
    connection.onclose(() => {
      if (over) return;
      lost();
      void start();
    });
    void start();
    return () => {
      over = true;
      void connection.stop();
    };
  }, [queries, workspaceId]);

  return state;
}
