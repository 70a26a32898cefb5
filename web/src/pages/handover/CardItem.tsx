import { Badge, Card, Group, Stack, Text } from '@mantine/core';
import { BellRing } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '../../api/session.ts';
import { dateTime, fromNow } from '../../shared/times.ts';
import { Disclosure } from '../post/parts/Disclosure.tsx';
import { PostOfJob } from '../post/parts/PostLine.tsx';
import { useAccountName, useWho } from '../post/useNames.ts';
import { CardActions } from './CardActions.tsx';
import { Content } from './Content.tsx';
import type { Handover } from './queries.ts';
import { standing } from './words.ts';

/** One card of the queue: which post, when and why, everything that is needed for it, and what can be said of it.
 * @param isUp Its time has come: what is needed is shown at once. */
export function CardItem({ card, isUp }: { card: Handover; isUp: boolean }) {
  const { timeZone } = useWorkspace();
  const who = useWho();
  const account = useAccountName()(card.channelId);
  const time = (at: string) => dateTime(at, timeZone);
  const isLate = Date.parse(card.dueAt) < Date.now();
  // What somebody folded stays so while the card moves from one list to the other.
  const [wasUp] = useState(isUp);
  return (
    <Card withBorder component="article" aria-label={`On ${account}, due ${time(card.dueAt)}`}>
      <Stack gap="sm">
        <Group gap="xs" justify="space-between" align="flex-start">
          <PostOfJob postId={card.postId}>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {account} · {isLate ? 'was due' : 'due'} {time(card.dueAt)}, {fromNow(card.dueAt)}
            </Text>
          </PostOfJob>
          {card.remindedAt !== null && <Badge className="state state-orange" variant="default" leftSection={<BellRing size={14} aria-hidden />}>Reminded</Badge>}
        </Group>
        <div>
          <Text size="sm" dir="auto">{card.why}</Text>
          <Text size="sm" c="dimmed">
            {standing(card, { who, time })} An answer is waited for until {time(card.expiresAt)}.
          </Text>
          {card.lastError !== null && <Text size="sm" c="dimmed" dir="auto">{card.lastError}</Text>}
        </div>
        <Disclosure label="What is needed for it" isOpenAtFirst={wasUp}>
          <Content card={card} />
        </Disclosure>
        <CardActions card={card} account={account} about={`${account}, ${time(card.dueAt)}`} />
      </Stack>
    </Card>
  );
}
