import { Badge } from '@mantine/core';
import { type HealthState, STATES } from './words.ts';

/** How something is, in colour, icon and word. */
export function StateMark({ state }: { state: HealthState }) {
  const { word, colour, icon: Icon } = STATES[state];
  return <Badge className={`state state-${colour}`} variant="default" size="lg" leftSection={<Icon size={14} aria-hidden />}>{word}</Badge>;
}
