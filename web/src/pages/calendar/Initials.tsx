import type { Schemas } from '../../api/client.ts';
import { initials } from './entries.ts';
import classes from './calendar.module.css';

/** Names of accounts by their id. */
export type Accounts = ReadonlyMap<string, Schemas['ChannelResponse']>;

/** `@harbour.bakery, @harbour.cafe`. */
export const accountNames = (ids: readonly string[], accounts: Accounts): string => ids.map(id => `@${accounts.get(id)?.username ?? '…'}`).join(', ');

/** The accounts of an entry as two letters each; a screen reader gets the names. */
export function Initials({ ids, accounts }: { ids: readonly string[]; accounts: Accounts }) {
  return (
    <span className={classes['initials']} title={accountNames(ids, accounts)}>
      <span aria-hidden>{ids.length > 1 ? `${initials(accounts.get(ids[0]!)?.username ?? '?')}+${ids.length - 1}` : initials(accounts.get(ids[0] ?? '')?.username ?? '?')}</span>
      <span className="unseen">{accountNames(ids, accounts)}</span>
    </span>
  );
}
