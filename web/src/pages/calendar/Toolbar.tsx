import { ActionIcon, Button, Group, SegmentedControl, Title } from '@mantine/core';
import { ChevronLeft, ChevronRight, ListChecks } from 'lucide-react';
import { firstWeekday } from './days.ts';
import { step, titleOf } from './ranges.ts';
import { type CalendarSearch, type View, VIEWS } from './search.ts';
import classes from './calendar.module.css';

interface Props {
  view: View;
  date: string;
  today: string;
  onChange: (change: Partial<CalendarSearch>) => void;
  /** Whether a click selects; left out where there is nothing to be done with many. */
  isSelecting?: boolean;
  onSelecting: (isSelecting: boolean) => void;
}

const NOUNS: Record<View, string> = { month: 'month', week: 'week', day: 'day', agenda: 'two weeks' };

/** What is shown, and the way to other days. */
export function Toolbar({ view, date, today, onChange, isSelecting, onSelecting }: Props) {
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
        <Button variant="default" size="compact-sm" h={34} px="sm" flex="none" onClick={() => onChange({ date: undefined })} disabled={date === today}>
          Today
        </Button>
        {isSelecting !== undefined && (
          <Button variant={isSelecting ? 'light' : 'default'} size="compact-sm" h={34} px="sm" flex="none" leftSection={<ListChecks size={16} aria-hidden />} aria-pressed={isSelecting} onClick={() => onSelecting(!isSelecting)}>
            Select
          </Button>
        )}
        <Title order={2} className={classes['range']} aria-live="polite">
          {titleOf(view, date, firstWeekday())}
        </Title>
      </Group>
      <SegmentedControl className={classes['views']} aria-label="View" data={VIEWS.slice()} value={view} onChange={value => onChange({ view: value as View })} />
    </Group>
  );
}
