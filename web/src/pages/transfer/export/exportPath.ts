import type { JobState } from '../../../words/states.ts';
import { instantsOf, type Period } from '../../activity/period.ts';

/** What kind of file it is. */
export type Format = 'csv' | 'json';

/** What is exported. */
export interface Wanted {
  /** Null for all posts, also those without a time. */
  period: Period | null;
  /** None for any. */
  states: readonly JobState[];
  format: Format;
  /** Whether what a spreadsheet would run is made harmless. */
  prefixes: boolean;
}

/** The address of an export, without the workspace. */
export function exportPath({ period, states, format, prefixes }: Wanted, zone: string): string {
  const query = new URLSearchParams({ format });
  if (period !== null) for (const [name, at] of Object.entries(instantsOf(period, zone))) query.set(name, at);
  for (const state of states) query.append('state', state);
  if (format === 'csv' && !prefixes) query.set('prefixFormulas', 'false');
  return `/api/v1/exports/posts?${query}`;
}
