import type { Schemas } from '../../../api/client.ts';

const CHOICES: readonly (readonly [minutes: number, label: string])[] = [[15, 'Every 15 minutes'], [60, 'Every hour'], [240, 'Every 4 hours'], [1_440, 'Once a day']];

/** How often somebody is told, as choices; what is set stands among them. */
export function paceChoices(minutes: number | null): { value: string; label: string }[] {
  const known = CHOICES.map(([value, label]) => ({ value: String(value), label: `${label}, all in one message` }));
  const own = minutes === null || CHOICES.some(([value]) => value === minutes) ? [] : [{ value: String(minutes), label: `Every ${minutes} minutes, all in one message` }];
  return [{ value: '', label: 'At once' }, ...own, ...known];
}

/** When somebody is told, in few words; null where it is at once, at any hour. */
export function paceWords({ digestMinutes, quietHours }: Pick<Schemas['NotificationTargetResponse'], 'digestMinutes' | 'quietHours'>): string | null {
  const pace = digestMinutes === null ? null : (CHOICES.find(([value]) => value === digestMinutes)?.[1] ?? `Every ${digestMinutes} minutes`);
  const quiet = quietHours === null ? null : `quiet from ${quietHours.from} to ${quietHours.to}`;
  const words = [pace, quiet].filter(part => part !== null).join(', ');
  return words === '' ? null : words.charAt(0).toUpperCase() + words.slice(1);
}
