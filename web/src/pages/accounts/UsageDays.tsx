import { Group, SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { Bars } from '../../shared/Bars.tsx';
import { dayLabel, daysBetween, lastDays } from '../../shared/days.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Section } from '../../shared/Section.tsx';
import { bytes } from '../../shared/times.ts';
import { money } from '../settings/usage/sums.ts';
import { usageDaysQuery } from './queries.ts';

const SHOWN = 30;

type Figure = 'publishes' | 'calls' | 'bytes';

const FIGURES: readonly { value: Figure; label: string; format: (value: number) => string; of: (usage: Schemas['UsageSumResponse']) => number }[] = [
  { value: 'publishes', label: 'Posts', format: value => value.toLocaleString(), of: usage => usage.publishes },
  { value: 'calls', label: 'Calls', format: value => value.toLocaleString(), of: usage => usage.calls },
  { value: 'bytes', label: 'Data', format: bytes, of: usage => usage.bytesOut + usage.bytesIn },
];

/** What the account was used for on each of the last 30 days, as a chart and as a table. */
export function UsageDays({ channelId }: { channelId: string }) {
  const { from, to } = lastDays(SHOWN);
  const query = useQuery(usageDaysQuery(channelId, from, to));
  const [chosen, setChosen] = useState<Figure>('publishes');
  const figure = FIGURES.find(one => one.value === chosen) ?? FIGURES[0]!;
  return (
    <Section
      title={`Last ${SHOWN} days`}
      about="Counted by the day in UTC."
      actions={<SegmentedControl size="sm" aria-label="What is counted" data={FIGURES.map(({ value, label }) => ({ value, label }))} value={chosen} onChange={value => setChosen(value as Figure)} />}
    >
      <Loaded query={query} rows={3}>
        {({ days, total, estimatedCost }) => {
          const known = new Map(days.map(day => [day.day, day.usage]));
          const bars = daysBetween(from, to).map(day => {
            const usage = known.get(day);
            return { key: day, label: dayLabel(day), value: usage ? figure.of(usage) : 0, bad: chosen === 'calls' ? (usage?.errors ?? 0) : undefined };
          });
          return (
            <>
              <Bars bars={bars} caption={`${figure.label} by the day`} format={figure.format} badLabel={chosen === 'calls' ? 'refused' : undefined} />
              <Group gap="lg" mt="xs">
                <Text size="sm" c="dimmed">In all {total.publishes.toLocaleString()} posts with {total.calls.toLocaleString()} calls, {total.errors.toLocaleString()} of them refused; {bytes(total.bytesOut)} sent, {bytes(total.bytesIn)} received.</Text>
                {estimatedCost !== null && <Text size="sm" c="dimmed">Estimated cost: {money(estimatedCost.total, estimatedCost.currency)}</Text>}
              </Group>
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
