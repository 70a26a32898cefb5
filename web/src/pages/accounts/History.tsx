import { Button, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Section } from '../../shared/Section.tsx';
import { Sentence } from '../../shared/Sentence.tsx';
import { dateTime, fromNow } from '../../shared/times.ts';
import type { Tone } from '../../words/events.ts';
import { tellEvent } from '../../words/telling.ts';
import { useEventNames } from '../activity/feed/useEventNames.ts';
import { historyQuery } from './queries.ts';

const FIRST = 8;

/** The colour of a point of the line; the sentence says the rest. */
const COLOURS: Record<Tone, string> = { good: 'green', look: 'yellow', bad: 'red', done: 'post', step: 'gray' };

/** What happened to the account and to its access, newest first. */
export function History({ channelId }: { channelId: string }) {
  const query = useQuery(historyQuery(channelId));
  const [isAll, setIsAll] = useState(false);
  const { timeZone } = useWorkspace();
  const names = useEventNames();
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
                  const { tone, pieces, quote } = tellEvent(event, { ...names, page: 'account' });
                  return (
                    <Timeline.Item key={event.id} color={COLOURS[tone]} title={<Text size="sm" fw={600} component="span"><Sentence pieces={pieces} /></Text>}>
                      {quote !== null && <Text size="sm" dir="auto">{quote}</Text>}
                      <Text size="xs" c="dimmed">{dateTime(event.at, timeZone)}, {fromNow(event.at)}{event.actor === 'engine' && ' · by itself'}</Text>
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
