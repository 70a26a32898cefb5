import { Badge, Tooltip } from '@mantine/core';
import { type ApprovalState, type JobState, REASONS, wordsOf } from '../words/states.ts';
import type { Schemas } from '../api/client.ts';

interface Props {
  state?: JobState | null;
  approval: ApprovalState;
  reason?: Schemas['JobReason'] | null;
}

/** A state in colour, icon and word; what it means, and why, on pointing at it or focusing it. */
export function StateBadge({ state, approval, reason }: Props) {
  const words = wordsOf(state, approval);
  const Icon = words.icon;
  return (
    <Tooltip label={reason ? REASONS[reason] : words.means} multiline maw={320} events={{ hover: true, focus: true, touch: true }}>
      <Badge className={`state state-${words.colour}`} variant="default" leftSection={<Icon size={14} aria-hidden />} tabIndex={0}>
        {words.word}
      </Badge>
    </Tooltip>
  );
}
