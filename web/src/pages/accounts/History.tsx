import { Button, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Section } from '../../shared/Section.tsx';
import { dateTime, fromNow } from '../../shared/times.ts';
import { historyLine } from './historyLine.ts';
import { historyQuery } from './queries.ts';

const FIRST = 8;

/** What happened to the account and to its access, newest first. */
export function History({ channelId }: { channelId: string }) {
  const query = useQuery(historyQuery(channelId));
  const [isAll, setIsAll] = useState(false);
  const { timeZone } = useWorkspace();
  return (
    <Section title="History">
      <Loaded query={query} rows={3}>
        {items => {
          const newest = items.toReversed();
          const shown = isAll ? newest : newest.slice(0, FIRST);
          return (
            <>
              <Timeline active={shown.length} bulletSize={14} lineWidth={2} aria-label="What happened to the account">
                {shown.map(event => {
                  const { sentence, detail, isBad } = historyLine(event);
                  return (
                    <Timeline.Item key={event.id} color={isBad ? 'red' : 'post'} title={<Text size="sm" fw={600} component="span">{sentence}</Text>}>
                      {detail !== null && <Text size="sm">{detail}</Text>}
                      <Text size="xs" c="dimmed">{dateTime(event.at, timeZone)}, {fromNow(event.at)} · {event.actor === 'engine' ? 'by itself' : event.actor}</Text>
                    </Timeline.Item>
                  );
                })}
              </Timeline>
              {newest.length > shown.length && <Button mt="sm" size="compact-sm" variant="subtle" onClick={() => setIsAll(true)}>Show all {newest.length}</Button>}
            </>
          );
        }}
      </Loaded>
    </Section>
  );
}
