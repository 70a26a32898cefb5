import { Button, Checkbox, Group, Radio, Stack, Text } from '@mantine/core';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { addressOf } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { Section } from '../../../shared/Section.tsx';
import { JOB_STATES, type JobState } from '../../../words/states.ts';
import { DayFields } from '../../activity/DayFields.tsx';
import bar from '../../activity/filters.module.css';
import { lastDays, type Period } from '../../activity/period.ts';
import { exportPath, type Format } from './exportPath.ts';

/** Posts and what became of them, as a file. */
export function ExportTab() {
  const { timeZone } = useWorkspace();
  const [period, setPeriod] = useState<Period | null>(lastDays(30, timeZone));
  const [states, setStates] = useState<JobState[]>([]);
  const [format, setFormat] = useState<Format>('csv');
  const [prefixes, setPrefixes] = useState(true);
  const path = exportPath({ period, states, format, prefixes }, timeZone);
  return (
    <Section title="Export posts" about="Every post with what became of it on each account, oldest first. What the CSV file says can be imported again.">
      <Stack gap="lg" mt="xs">
        <Radio.Group label="Which posts" value={period === null ? 'all' : 'days'} onChange={value => setPeriod(value === 'all' ? null : lastDays(30, timeZone))}>
          <Group gap="lg" mt={6}>
            <Radio value="days" label="Of some days, by planned or due time" />
            <Radio value="all" label="All, drafts too" />
          </Group>
        </Radio.Group>
        {period !== null && (
          <div className={bar.filters}>
            <DayFields period={period} fallback={period} change={setPeriod} />
          </div>
        )}
        <Checkbox.Group label="Only in these states" description="Where none is chosen, posts in any state, and those that are only planned." value={states} onChange={next => setStates(next as JobState[])}>
          <Group gap="md" mt={8}>
            {Object.entries(JOB_STATES).map(([state, words]) => (
              <Checkbox key={state} value={state} label={words.word} />
            ))}
          </Group>
        </Checkbox.Group>
        <Radio.Group label="File" value={format} onChange={value => setFormat(value as Format)}>
          <Stack gap="xs" mt={6}>
            <Radio value="csv" label="CSV, for spreadsheets" />
            <Radio value="json" label="JSON, for programs" />
          </Stack>
        </Radio.Group>
        {format === 'csv' && <Checkbox label="Keep spreadsheets from running text as formulas" description="Puts an apostrophe before it, which an import takes away again." checked={prefixes} onChange={event => setPrefixes(event.currentTarget.checked)} />}
        <Group gap="sm">
          {/* A link: the browser writes the file while the server sends it, however large it is. */}
          <Button component="a" href={addressOf(path)} download leftSection={<Download size={16} aria-hidden />}>
            Download
          </Button>
          <Text size="sm" c="dimmed">
            posthaste-posts.{format}
          </Text>
        </Group>
      </Stack>
    </Section>
  );
}
