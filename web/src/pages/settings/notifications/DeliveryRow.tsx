import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleX, Clock, RotateCw } from 'lucide-react';
import { api, call } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { dateTime, fromNow } from '../../../shared/times.ts';
import { useChange } from '../../../shared/useChange.ts';
import { Disclosure } from '../../post/parts/Disclosure.tsx';
import { STATES } from './kinds.ts';
import classes from './notifications.module.css';
import type { Delivery } from './queries.ts';
import { triesWords } from './triesWords.ts';

const ICONS = { waiting: Clock, delivered: CircleCheck, failed: CircleX };

/** One delivery of the log: what was told to whom, how that went, and a way to have it told once more. */
export function DeliveryRow({ delivery, target }: { delivery: Delivery; target: string }) {
  const { timeZone } = useWorkspace();
  const again = useChange({
    run: () => call(api.POST('/api/v1/deliveries/{deliveryId}/redeliver', { params: { path: { deliveryId: delivery.id } } })),
    touches: [['deliveries'], ['notification-targets']],
    done: 'It is sent once more.',
  });
  const { word, colour } = STATES[delivery.state];
  const Icon = ICONS[delivery.state];
  const answer = delivery.lastError ?? delivery.lastAnswer;
  return (
    <li className={classes.row} aria-label={`${delivery.title}, to ${target}`}>
      <div className={classes.head}>
        <div className={classes.text}>
          <Group gap="xs">
            <Badge className={`state state-${colour}`} variant="default" leftSection={<Icon size={14} aria-hidden />}>{word}</Badge>
            <Text fw={600} size="sm" dir="auto" style={{ overflowWrap: 'anywhere' }}>{delivery.title}</Text>
          </Group>
          {delivery.message !== '' && <Text size="sm" dir="auto" lineClamp={3} style={{ overflowWrap: 'anywhere' }}>{delivery.message}</Text>}
          <Text size="sm" c="dimmed">
            To <bdi>{target}</bdi> · <time dateTime={delivery.createdAt} title={dateTime(delivery.createdAt, timeZone)}>{fromNow(delivery.createdAt)}</time> · {triesWords(delivery, at => dateTime(at, timeZone))}
            {delivery.postId !== null && <> · <Anchor component={Link} to={`/posts/${delivery.postId}`} inherit underline="always" aria-label={`Open the post: ${delivery.title}`}>Open the post</Anchor></>}
          </Text>
        </div>
        {delivery.state !== 'waiting' && (
          <Button size="xs" variant="default" leftSection={<RotateCw size={14} aria-hidden />} loading={again.isPending} onClick={() => again.mutate()} aria-label={`Send again: ${delivery.title}, to ${target}`}>Send again</Button>
        )}
      </div>
      {answer !== null && answer !== '' && (
        <Disclosure label="What came back" isOpenAtFirst={delivery.state === 'failed'}>
          <Text size="sm" dir="auto" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>{answer}</Text>
          {delivery.lastError !== null && delivery.lastAnswer !== null && <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>{delivery.lastAnswer}</Text>}
        </Disclosure>
      )}
    </li>
  );
}
