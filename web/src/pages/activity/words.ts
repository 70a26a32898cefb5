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

/** `98.7 %`; `100 %` and `0 %` only where it is all, or nothing. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  return `${Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1)} %`;
}
