import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { AskFirst } from '../../../shared/AskFirst.tsx';
import { dayLabel } from '../../../shared/days.ts';
import { dateTime } from '../../../shared/times.ts';
import { useChange } from '../../../shared/useChange.ts';
import { useAccountName, useWho } from '../../post/useNames.ts';
import { feedWords } from './feedWords.ts';
import lines from '../../../shared/Lines.module.css';

/** One feed: what it shows, who made it, whether anybody reads it. */
export function FeedRow({ feed }: { feed: Schemas['CalendarFeedResponse'] }) {
  const { timeZone } = useWorkspace();
  const who = useWho()(feed.createdBy);
  const words = feedWords(feed, useAccountName());
  const [isOpen, setIsOpen] = useState(false);
  const end = useChange({
    run: () => call(api.DELETE('/api/v1/calendar-feeds/{feedId}', { params: { path: { feedId: feed.id } } })),
    touches: [['calendar-feeds'], ['events']],
    done: 'Ended. The address shows nothing any more.',
    showsError: true,
    onDone: () => setIsOpen(false),
  });
  const hasEnded = feed.revokedAt !== null;
  return (
    <li className={`${lines.line} ${lines.split}`}>
      <div>
        <Group gap="xs">
          <Text fw={600} size="sm" dir="auto">{feed.name}</Text>
          {hasEnded && <Badge className="state state-gray" variant="default">Ended</Badge>}
        </Group>
        <Text size="sm">{words}</Text>
        <Text size="xs" c="dimmed">
          Made {dateTime(feed.createdAt, timeZone)} by {who === 'You' ? 'you' : who} · {hasEnded ? `ended ${dateTime(feed.revokedAt!, timeZone)}` : feed.lastUsedOn === null ? 'not read yet' : `last read ${dayLabel(feed.lastUsedOn)} (UTC)`}
        </Text>
      </div>
      {!hasEnded && <Button size="xs" variant="light" color="red" c="var(--state-red)" onClick={() => setIsOpen(true)} aria-label={`End ${feed.name}`}>End…</Button>}
      <AskFirst opened={isOpen} title={`End “${feed.name}”?`} verb="End the feed" busy={end.isPending} error={end.error} onYes={() => end.mutate()} onClose={() => { setIsOpen(false); end.reset(); }}>
        <Text size="sm">Calendars that subscribe to it get nothing from the next time on. The address cannot be brought back; a new feed has another one.</Text>
      </AskFirst>
    </li>
  );
}
