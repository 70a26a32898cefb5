import type { Schemas } from '../../api/client.ts';

/** Who can do something about an error, in few words. */
export const ERROR_KINDS: Record<Schemas['ErrorKind'], string> = {
  retry_later: 'Trouble that passes',
  wait_until: 'Asked to wait',
  reconnect_account: 'Account access',
  fix_content: 'Content refused',
  outcome_unknown: 'Outcome unknown',
  blocked_by_platform: 'Blocked by the network',
};

/** `98.7 %`, and `100 %` only where it is all. */
export function percent(share: number): string {
  const tenths = Math.floor(share * 1_000) / 10;
  return `${tenths.toFixed(tenths === 100 || tenths === 0 ? 0 : 1)} %`;
}
