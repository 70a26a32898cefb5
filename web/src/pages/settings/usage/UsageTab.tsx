import { ActionIcon, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { dayOf, monthLabel, monthOf } from '../../../shared/days.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Section } from '../../../shared/Section.tsx';
import { usageQuery } from '../queries.ts';
import { ByAccount } from './ByAccount.tsx';
import { ByDay } from './ByDay.tsx';
import { Totals } from './Totals.tsx';

/** What the workspace used in a month, and what that is estimated to cost. */
export function UsageTab() {
  const today = dayOf(new Date());
  const [month, setMonth] = useState(today.slice(0, 7));
  const { from, to, before, after } = monthOf(month);
  const query = useQuery(usageQuery(from, to));
  return (
    <Stack gap="md">
      <Group gap="xs">
        <ActionIcon variant="default" size={36} aria-label={`Show ${monthLabel(before)}`} onClick={() => setMonth(before)}><ChevronLeft size={18} aria-hidden /></ActionIcon>
        <Text fw={650} miw={150} ta="center" role="status">{monthLabel(month)}</Text>
        <ActionIcon variant="default" size={36} aria-label={`Show ${monthLabel(after)}`} disabled={month >= today.slice(0, 7)} onClick={() => setMonth(after)}><ChevronRight size={18} aria-hidden /></ActionIcon>
      </Group>
      <Loaded query={query} rows={5}>
        {usage => (
          <>
            <Totals usage={usage} />
            <ByDay usage={usage} from={from} to={to < today ? to : today} />
            <Section title="By account"><ByAccount channels={usage.channels} /></Section>
            <Text size="xs" c="dimmed">Days are counted in UTC. Bytes are those of bodies, files among them.</Text>
          </>
        )}
      </Loaded>
    </Stack>
  );
}
