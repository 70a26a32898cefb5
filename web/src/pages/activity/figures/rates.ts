import type { Schemas } from '../../../api/client.ts';
import { percent } from './words.ts';

type Rate = Schemas['RateResponse'];

/** What each rate is called, and what it is a share of. */
export const RATES: Readonly<Record<Schemas['RateKind'], { name: string; of: string }>> = {
  success: { name: 'Success rate', of: 'posts that went out, of those that were tried' },
  automation: { name: 'Automation rate', of: 'posts that went out by themselves, of those that went out' },
  fallback: { name: 'Fallback rate', of: 'posts that fell back to a person, of those that have ended' },
  api_errors: { name: 'API error rate', of: 'calls to networks that failed, of all calls' },
  token_refresh: { name: 'Token refresh', of: 'accounts’ access that was renewed, of what was to be' },
};

/** `at least 99 %`, `below 5 %`; null where it should be nothing in particular. */
export function targetWords(target: Rate['target']): string | null {
  if (target === null) return null;
  return target.atLeast !== null ? (target.atLeast === 1 ? 'all of them' : `at least ${share(target.atLeast)}`) : `below ${share(target.below ?? 0)}`;
}

/** How it stands against what it should be; null where it should be nothing in particular. */
export function metWords({ target, isMet, whole }: Pick<Rate, 'target' | 'isMet' | 'whole'>): { word: string; colour: string } | null {
  if (target === null) return null;
  if (isMet === null) return { word: whole === 0 ? 'Nothing to count' : `Told from ${target.minimum.toLocaleString()} on`, colour: 'gray' };
  return isMet ? { word: 'Met', colour: 'green' } : { word: 'Missed', colour: 'red' };
}

/** `24 hours`, `30 days`: how far back it counts. */
export function windowWords(from: string, now = Date.now()): string {
  const hours = Math.round((now - new Date(from).getTime()) / 3_600_000);
  return hours > 48 && hours % 24 === 0 ? `${hours / 24} days` : hours === 1 ? 'hour' : `${hours} hours`;
}

/** `98.3 % (59 of 60)`. */
export const shareWords = ({ part, whole, value }: Pick<Rate, 'part' | 'whole' | 'value'>): string =>
  value === null ? '–' : `${percent(value)} (${part.toLocaleString()} of ${whole.toLocaleString()})`;

/** A share that was set is told as it was set. */
const share = (of: number): string => `${Number((of * 100).toFixed(3))} %`;
