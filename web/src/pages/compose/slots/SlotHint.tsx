import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CalendarClock } from 'lucide-react';
import { slotsQuery } from '../../../api/planning.ts';
import { dateTime } from '../../../shared/times.ts';
import { wallOf } from '../../../shared/wall.ts';
import { useComposing } from '../context.ts';
import { nextSlotsQuery } from './nextSlots.ts';

/** So many are offered beside the fields; the dialog has more. */
const OFFERED = 3;

/** The next free slots as times to fill in with one click. Nothing where the accounts have no slots. */
export function SlotHint() {
  const { draft, change, chosen, workspace } = useComposing();
  const zone = workspace.timeZone;
  const slots = useQuery(slotsQuery).data;
  const hasSlots = chosen.length > 0 && chosen.every(channel => slots?.some(slot => slot.channelId === channel.id));
  const query = useQuery({ ...nextSlotsQuery(chosen.map(channel => channel.id), draft.categoryId, OFFERED), enabled: hasSlots });
  if (!hasSlots || query.data === undefined || query.data.length === 0) return null;
  return (
    <Group gap={6} mt="sm" role="group" aria-label="Next free slots">
      <Text size="sm" c="dimmed">Next free {query.data.length === 1 ? 'slot' : 'slots'}:</Text>
      {query.data.map(at => {
        const wall = wallOf(at, zone);
        return (
          <Button key={at} size="compact-sm" h={28} variant={draft.at === wall ? 'light' : 'default'} leftSection={<CalendarClock size={14} aria-hidden />} aria-pressed={draft.at === wall} onClick={() => change({ at: wall })}>
            {dateTime(at, zone)}
          </Button>
        );
      })}
    </Group>
  );
}
