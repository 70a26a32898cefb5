import type { Schemas } from '../../../api/client.ts';
import { duration } from '../../../shared/times.ts';

/** Who can do something about an error, in few words. */
export const ERROR_KINDS: Record<Schemas['ErrorKind'], string> = {
  retry_later: 'Trouble that passes',
  wait_until: 'Asked to wait',
  reconnect_account: 'Account access',
  fix_content: 'Content refused',
  outcome_unknown: 'Outcome unknown',
  blocked_by_platform: 'Blocked by the network',
};

/** How posts go out. */
export const METHODS: Record<Schemas['PublishMethod'], string> = { api: 'By itself', manual: 'By hand' };

/** `98.7 %`; `100 %` and `0 %` only where it is all, or nothing. */
export function percent(share: number): string {
  if (share === 0 || share === 1) return `${share * 100} %`;
  return `${Math.min(99.9, Math.max(0.1, share * 100)).toFixed(1)} %`;
}

/** A lateness; a clock may say that it was early, and nobody waited for it then. */
export const lateWords = (ms: number | null): string => (ms === null ? '–' : duration(Math.max(0, ms)));

/** `none left behind`, `2 did not go out, 1 was never tried`: what became of those that are not live. */
export function leftWords({ notPublished, neverTried }: Schemas['TallyResponse']): string {
  const told = [
    notPublished > 0 ? `${notPublished.toLocaleString()} did not go out` : null,
    neverTried > 0 ? `${neverTried.toLocaleString()} ${neverTried === 1 ? 'was' : 'were'} never tried` : null,
  ].filter(Boolean);
  return told.length === 0 ? 'none left behind' : told.join(', ');
}

/** How many of what was published went out by themselves, 0 to 1; null where nothing did. */
export const automatic = ({ methods }: Pick<Schemas['FiguresResponse'], 'methods'>): number | null => {
  const all = methods.reduce((sum, one) => sum + one.published, 0);
  return all === 0 ? null : (methods.find(one => one.method === 'api')?.published ?? 0) / all;
};
