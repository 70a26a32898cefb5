import { ActionIcon, Button, Group, SegmentedControl, Text, Title } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { viewerZone, zoneName } from '../../shared/times.ts';
import { firstWeekday } from './days.ts';
import { step, titleOf } from './ranges.ts';
import { type CalendarSearch, type View, VIEWS } from './search.ts';
import { ZoneSwitch } from './ZoneSwitch.tsx';

interface Props {
  view: View;
  date: string;
  today: string;
  isMine: boolean;
  workspaceZone: string;
  onChange: (change: Partial<CalendarSearch>) => void;
}

const NOUNS: Record<View, string> = { month: 'month', week: 'week', day: 'day', agenda: 'two weeks' };

/** What is shown, and the way to other days. */
export function Toolbar({ view, date, today, isMine, workspaceZone, onChange }: Props) {
  const go = (by: 1 | -1) => onChange({ date: step(view, date, by) });
  return (
    <Group justify="space-between" gap="xs" mb="xs">
      <Group gap={4} wrap="nowrap">
        <ActionIcon variant="default" size={34} onClick={() => go(-1)} aria-label={`Previous ${NOUNS[view]}`}>
          <ChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon variant="default" size={34} onClick={() => go(1)} aria-label={`Next ${NOUNS[view]}`}>
          <ChevronRight size={18} aria-hidden />
        </ActionIcon>
        <Button variant="default" size="compact-md" h={34} onClick={() => onChange({ date: undefined })} disabled={date === today}>
          Today
        </Button>
        <Title order={2} size="h4" ml="xs" aria-live="polite">
          {titleOf(view, date, firstWeekday())}
        </Title>
      </Group>
      <Group gap="xs">
        {viewerZone() === workspaceZone ? (
          <Text size="sm" c="dimmed">Times in {zoneName(workspaceZone)}</Text>
        ) : (
          <ZoneSwitch isMine={isMine} workspaceZone={workspaceZone} onChange={mine => onChange({ zone: mine ? 'mine' : undefined })} />
        )}
        <SegmentedControl aria-label="View" data={VIEWS.slice()} value={view} onChange={value => onChange({ view: value as View })} />
      </Group>
    </Group>
  );
}
