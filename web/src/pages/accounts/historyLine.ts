import type { Schemas } from '../../api/client.ts';

/** An event of an account as a person reads it. */
export interface HistoryLine {
  sentence: string;
  /** What the network said, where it said something. */
  detail: string | null;
  isBad: boolean;
}

const SENTENCES: Record<string, string> = {
  'channel.connected': 'Connected',
  'channel.reconnected': 'Connected again',
  'channel.disconnected': 'Disconnected',
  'channel.renamed': 'Renamed',
  'channel.paused': 'Paused',
  'channel.resumed': 'Resumed',
  'channel.token_renewed': 'Access renewed',
  'channel.renewal_failing': 'Renewing the access failed',
  'channel.reconnect_soon': 'The access ends soon, and only a person can renew it',
  'channel.reconnect_needed': 'The access ended or was taken back',
  'channel.grant_revoked': 'What was granted was ended at the network',
  'channel.grant_not_revoked': 'What was granted could not be ended at the network',
  'channel.deauthorized': 'The account’s owner removed the app at the network',
  'channel.data_deleted': 'The account’s owner asked the network to have its data deleted',
};

const BAD = new Set(['channel.renewal_failing', 'channel.reconnect_soon', 'channel.reconnect_needed', 'channel.grant_not_revoked', 'channel.deauthorized', 'channel.data_deleted']);

/** The line of one event. A kind that this dashboard does not know yet is shown by its own words. */
export function historyLine({ kind, data }: Pick<Schemas['EventResponse'], 'kind' | 'data'>): HistoryLine {
  const more = (typeof data === 'object' && data !== null ? data : {}) as Record<string, unknown>;
  const words = kind.split('.').at(-1)!.replaceAll('_', ' ');
  const said = [more['message'], more['advice']].filter(part => typeof part === 'string' && part !== '').join(' ');
  return { sentence: SENTENCES[kind] ?? words.slice(0, 1).toUpperCase() + words.slice(1), detail: said || null, isBad: BAD.has(kind) };
}
