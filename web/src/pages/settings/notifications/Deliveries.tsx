import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Section } from '../../../shared/Section.tsx';
import { DeliveryRow } from './DeliveryRow.tsx';
import { STATES } from './kinds.ts';
import classes from './notifications.module.css';
import { deliveriesQuery, type DeliveryState, type LogWishes, type Target } from './queries.ts';

/** What was told to whom, and what came back, newest first. */
export function Deliveries({ targets }: { targets: readonly Target[] }) {
  const [wishes, setWishes] = useState<LogWishes>({ targetId: null, state: null });
  const query = useInfiniteQuery(deliveriesQuery(wishes));
  return (
    <Section title="What was told" about="Each message, and what came back. A message whose answer was lost is sent again under the same id.">
      <Group gap="sm" mb="md" align="flex-end">
        <NativeSelect label="To" size="xs" value={wishes.targetId ?? ''} onChange={event => setWishes({ ...wishes, targetId: event.currentTarget.value || null })} data={[{ value: '', label: 'Everybody' }, ...targets.map(target => ({ value: target.id, label: target.name }))]} />
        <NativeSelect label="State" size="xs" value={wishes.state ?? ''} onChange={event => setWishes({ ...wishes, state: (event.currentTarget.value || null) as DeliveryState | null })} data={[{ value: '', label: 'Any' }, ...Object.entries(STATES).map(([value, { word }]) => ({ value, label: word }))]} />
      </Group>
      <Loaded query={query} rows={3}>
        {deliveries => (deliveries.length === 0 ? (
          <Text size="sm" c="dimmed">{wishes.targetId === null && wishes.state === null ? 'Nothing was told yet.' : 'There is no such message.'}</Text>
        ) : (
          <ul className={classes.list}>
            {deliveries.map(delivery => <DeliveryRow key={delivery.id} delivery={delivery} target={targets.find(target => target.id === delivery.targetId)?.name ?? 'a target'} />)}
          </ul>
        ))}
      </Loaded>
      {query.hasNextPage && <Group mt="md"><Button variant="default" size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Show earlier</Button></Group>}
    </Section>
  );
}
