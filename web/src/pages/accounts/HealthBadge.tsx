import { Badge, Tooltip } from '@mantine/core';
import { CirclePause } from 'lucide-react';
import { HEALTH, type TokenHealth } from './health.ts';

/** How the access to an account stands, in colour, icon and word; what it means on pointing at it or focusing it. */
export function HealthBadge({ health }: { health: TokenHealth }) {
  const { word, colour, icon: Icon, means } = HEALTH[health];
  return (
    <Tooltip label={means} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Badge className={`state state-${colour}`} variant="default" size="lg" leftSection={<Icon size={14} aria-hidden />} tabIndex={0}>{word}</Badge>
    </Tooltip>
  );
}

/** Says that a person stopped the account. */
export function PausedBadge() {
  return (
    <Tooltip label="Somebody paused the account. Its posts wait until it is resumed." multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Badge className="state state-yellow" variant="default" size="lg" leftSection={<CirclePause size={14} aria-hidden />} tabIndex={0}>Paused</Badge>
    </Tooltip>
  );
}
