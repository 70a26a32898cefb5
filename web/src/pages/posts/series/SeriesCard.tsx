import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleAlert, CircleStop, FileStack, Pencil, Repeat } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useMay, useWorkspace } from '../../../api/session.ts';
import { Note } from '../../../shared/Note.tsx';
import { dateTime } from '../../../shared/times.ts';
import { Sentence } from '../bulk/Sentence.tsx';
import { ChangeSeries } from './ChangeSeries.tsx';
import { EndSeries } from './EndSeries.tsx';
import type { Series } from './queries.ts';
import { wholeRule } from './rule.ts';
import { endWords, ruleWords } from './words.ts';

interface Props {
  series: Series;
  /** The post that is repeated, where the page does not show it anyway. */
  children?: ReactNode;
  /** The list around is that of its posts. */
  isOwnList?: boolean;
  onEnded?: () => void;
  /** Told when a dialog of its own opens and closes, where it lies in one itself. */
  onAsk?: (isAsking: boolean) => void;
}

/** A series: when it comes, what stands in its way, and what can be done with it. */
export function SeriesCard({ series, children, isOwnList = false, onEnded, onAsk }: Props) {
  const { timeZone } = useWorkspace();
  const maySchedule = useMay('schedule_posts');
  const [asked, setWhat] = useState<'change' | 'end' | null>(null);
  const setAsked = (what: typeof asked) => {
    setWhat(what);
    onAsk?.(what !== null);
  };
  const end = endWords(series.until, series.count);
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="sm">
        <Group justify="space-between" align="start" gap="sm">
          <Stack gap={4} flex="1 1 260px" miw={0}>
            <Group gap={8} wrap="nowrap" align="start">
              <Repeat size={18} aria-hidden style={{ flex: 'none', marginTop: 3 }} />
              <Text fw={600}>{ruleWords(wholeRule(series.rule))}{end && `, ${end}`}</Text>
              {series.endedAt !== null && <Badge className="state state-gray" variant="default" flex="none">Complete</Badge>}
            </Group>
            {series.endedAt !== null && <Text size="sm" c="dimmed">It makes no more posts since {dateTime(series.endedAt, timeZone)}.</Text>}
          </Stack>
          <Group gap={6}>
            {!isOwnList && <Button component={Link} to="/posts" search={{ series: series.id } as never} variant="default" size="xs" leftSection={<FileStack size={14} aria-hidden />}>Its posts</Button>}
            {maySchedule && <Button variant="default" size="xs" leftSection={<Pencil size={14} aria-hidden />} onClick={() => setAsked('change')}>Change…</Button>}
            {maySchedule && <Button variant="default" size="xs" leftSection={<CircleStop size={14} aria-hidden />} onClick={() => setAsked('end')}>{series.endedAt === null ? 'End…' : 'Remove…'}</Button>}
          </Group>
        </Group>
        {children !== undefined && <Group>{children}</Group>}
        {series.problem !== null && series.endedAt === null && (
          <Note colour="orange" icon={CircleAlert} title="A post could not be made">
            <Text size="sm"><Sentence>{series.problem}</Sentence></Text>
            <Text size="sm">It is tried again each hour until its time has come.</Text>
          </Note>
        )}
      </Stack>
      {asked === 'change' && <ChangeSeries series={series} onClose={() => setAsked(null)} />}
      {asked === 'end' && <EndSeries series={series} onDone={onEnded} onClose={() => setAsked(null)} />}
    </Paper>
  );
}
