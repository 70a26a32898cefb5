import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { Bars } from '../../../shared/Bars.tsx';
import { dayLabel, daysBetween } from '../../../shared/days.ts';
import { Section } from '../../../shared/Section.tsx';
import { byDay } from './sums.ts';

/** The days of the month: posts or calls. */
export function ByDay({ usage, from, to }: { usage: Schemas['WorkspaceDaysResponse']; from: string; to: string }) {
  const [shown, setShown] = useState<'publishes' | 'calls'>('publishes');
  const days = byDay(usage);
  const isCalls = shown === 'calls';
  const bars = daysBetween(from, to).map(day => {
    const sum = days.get(day);
    return { key: day, label: dayLabel(day), value: sum?.[shown] ?? 0, bad: isCalls ? (sum?.errors ?? 0) : undefined };
  });
  return (
    <Section title="By day" actions={<SegmentedControl size="sm" aria-label="What is counted" data={[{ value: 'publishes', label: 'Posts' }, { value: 'calls', label: 'Calls' }]} value={shown} onChange={value => setShown(value as 'publishes' | 'calls')} />}>
      <Bars bars={bars} caption={isCalls ? 'Calls by the day' : 'Posts by the day'} format={value => value.toLocaleString()} badLabel={isCalls ? 'refused' : undefined} />
    </Section>
  );
}
