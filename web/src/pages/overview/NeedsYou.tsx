import { Button, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarX, CheckCheck, Hand, KeyRound } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay, useWorkspace } from '../../api/session.ts';
import { dateTime } from '../../shared/times.ts';
import { HEALTH } from '../accounts/health.ts';
import { addDays, lastDays } from '../activity/period.ts';
import { openHandoversQuery } from '../handover/queries.ts';
import { isUp } from '../handover/rules.ts';
import { Section } from '../post/parts/Section.tsx';
import { useAccountName } from '../post/useNames.ts';
import { attentionOf, reasonWords } from './attention.ts';
import { JobAttention } from './JobAttention.tsx';
import { NothingNeedsYou } from './NothingNeedsYou.tsx';
import type { Overview } from './queries.ts';
import { Row } from './Row.tsx';
import { forgotten } from './soon.ts';

/** So many are looked at first; the others are a click away. */
const FIRST = 5;

interface Props {
  overview: Overview;
  around: readonly Schemas['CalendarEntryResponse'][];
}

/** What somebody must look at, first of all; and that there is nothing, where there is nothing. */
export function NeedsYou({ overview, around }: Props) {
  const [isWhole, setWhole] = useState(false);
  const { timeZone } = useWorkspace();
  const [mayApprove, maySchedule] = [useMay('approve_posts'), useMay('schedule_posts')];
  const { attention } = overview;
  const items = attentionOf(attention.mostUrgent);
  const troubled = overview.accounts.filter(account => items.every(item => item.channelId !== account.channelId));
  const unscheduled = maySchedule ? forgotten(around, overview.readAt) : [];
  const pending = mayApprove ? overview.pendingApprovals : 0;
  const cards = useInfiniteQuery(openHandoversQuery).data ?? [];
  const byHand = maySchedule ? cards.filter(card => isUp(card)).length : 0;
  const count = items.length + attention.count - attention.mostUrgent.length + unscheduled.length + troubled.length + (pending > 0 ? 1 : 0) + (byHand > 0 ? 1 : 0);
  if (count === 0) return <NothingNeedsYou overview={overview} />;

  const hidden = Math.max(0, items.length - FIRST);
  return (
    <Section title={count === 1 ? 'One thing needs you' : `${count.toLocaleString()} things need you`}>
      {attention.reasons.length > 1 && (
        <Text size="sm" c="dimmed" mb="xs">
          {attention.count.toLocaleString()} posts: {attention.reasons.map(reasonWords).join(', ')}.
        </Text>
      )}
      <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {items.slice(0, isWhole ? undefined : FIRST).map(item => (
          <li key={item.key}>{item.channelId === null ? <JobAttention job={item.jobs[0]!} /> : <AccessAttention channelId={item.channelId} overview={overview} waiting={item.jobs} />}</li>
        ))}
        {hidden > 0 && (
          <li>
            <Button variant="default" size="xs" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
              {isWhole ? 'Show fewer' : hidden === 1 ? 'Show one more' : `Show ${hidden} more`}
            </Button>
          </li>
        )}
        {unscheduled.map(entry => (
          <li key={entry.postId}><Forgotten entry={entry} /></li>
        ))}
        {troubled.map(account => (
          <li key={account.channelId}><AccessAttention channelId={account.channelId} overview={overview} waiting={[]} /></li>
        ))}
        {byHand > 0 && (
          <li>
            <Row icon={<Hand size={20} aria-hidden />} action={<Button size="xs" component={Link} to="/handovers">Look at {byHand === 1 ? 'it' : 'them'}</Button>}>
              <Text fw={600}>{byHand === 1 ? 'A post is to be published by hand' : `${byHand.toLocaleString()} posts are to be published by hand`}</Text>
            </Row>
          </li>
        )}
        {pending > 0 && (
          <li>
            <Row icon={<CheckCheck size={20} aria-hidden />} action={<Button size="xs" component={Link} to="/approvals">Look at {pending === 1 ? 'it' : 'them'}</Button>}>
              <Text fw={600}>{pending === 1 ? 'A post waits for approval' : `${pending.toLocaleString()} posts wait for approval`}</Text>
            </Row>
          </li>
        )}
      </Stack>
      {attention.count > attention.mostUrgent.length && (
        <Group mt="sm">
          <Button size="xs" variant="default" component={Link} to="/activity" search={{ view: 'posts', state: 'needs_attention', ...aroundNow(timeZone) } as never}>
            Show all {attention.count.toLocaleString()} that need attention
          </Button>
        </Group>
      )}
    </Section>
  );
}

/** Days that hold what somebody can still do something about: a check finds things ahead of their time as well. */
function aroundNow(zone: string): { from: string; to: string } {
  const { first, last } = lastDays(90, zone);
  return { from: first, to: addDays(last, 60) };
}

function Forgotten({ entry }: { entry: Schemas['CalendarEntryResponse'] }) {
  const { timeZone } = useWorkspace();
  return (
    <Row icon={<CalendarX size={20} aria-hidden />} action={<Button size="xs" component={Link} to={`/posts/${entry.postId}`} aria-label={`Schedule ${entry.title}`}>Schedule it</Button>}>
      <Text fw={600} lineClamp={2} dir="auto" ta="left">
        {entry.title}
      </Text>
      <Text size="sm">Approved for {dateTime(entry.at, timeZone)}, but nobody has scheduled it.</Text>
    </Row>
  );
}

/** An account that a person should look at, with what waits for it. */
function AccessAttention({ channelId, overview, waiting }: { channelId: string; overview: Overview; waiting: readonly Schemas['OverviewJobResponse'][] }) {
  const mayConnect = useMay('manage_channels');
  const name = useAccountName()(channelId);
  const account = overview.accounts.find(one => one.channelId === channelId);
  const sentence = waiting[0]?.lastError?.message ?? (account && HEALTH[account.health].means);
  const orMore = overview.attention.count > overview.attention.mostUrgent.length ? ' or more' : '';
  return (
    <Row
      icon={<KeyRound size={20} aria-hidden />}
      action={
        <Button size="xs" component={Link} to={`/accounts/${channelId}`}>
          {mayConnect ? 'Connect again' : 'Look at the account'}
        </Button>
      }
    >
      <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
        {name}
        {waiting.length > 0 && `: ${waiting.length === 1 && orMore === '' ? 'one post waits' : `${waiting.length}${orMore} posts wait`} for it`}
      </Text>
      <Text size="sm">{sentence}</Text>
    </Row>
  );
}
