import type { Schemas } from '../../../api/client.ts';
import type { Rule } from '../../handover/fallbacks.ts';

/** What of the hand-over can be set, as the form holds it. */
export interface Wishes {
  fallbackOn: Rule[];
  leadMinutes: number;
  escalateAfterMinutes: number;
  expireAfterMinutes: number;
  allowedPeople: string[];
}

/** The names of the fields, as the server names them where one is at fault. */
export const FIELDS = ['fallbackOn', 'leadMinutes', 'escalateAfterMinutes', 'expireAfterMinutes', 'allowedPeople'] as const;

/** What a form begins with. */
export const wishesOf = ({ fallbackOn, leadMinutes, escalateAfterMinutes, expireAfterMinutes, allowedPeople }: Schemas['HandoverSettingsResponse']): Wishes => ({ fallbackOn, leadMinutes, escalateAfterMinutes, expireAfterMinutes, allowedPeople });

const sorted = (rules: readonly Rule[]): string => JSON.stringify(rules.map(({ on, when }) => `${on} ${when}`).toSorted());

/** How many of the fields are set differently. The order of rules says nothing. */
export const countChanges = (before: Wishes, after: Wishes): number =>
  FIELDS.filter(name => (name === 'fallbackOn' ? sorted(before.fallbackOn) !== sorted(after.fallbackOn) : JSON.stringify(before[name]) !== JSON.stringify(after[name]))).length;

/** `10 minutes`, `2 hours`, `1 day and 30 minutes`: minutes as people say them. */
export function minutesWords(minutes: number): string {
  const parts = [[1_440, 'day'], [60, 'hour'], [1, 'minute']] as const;
  let rest = minutes;
  const words = parts.flatMap(([length, name]) => {
    const count = Math.floor(rest / length);
    rest -= count * length;
    return count === 0 ? [] : [`${count} ${name}${count === 1 ? '' : 's'}`];
  });
  return words.length === 0 ? 'no time' : words.join(' and ');
}
