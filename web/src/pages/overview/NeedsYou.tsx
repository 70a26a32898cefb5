import { Button, Card, Group, Stack, Text, ThemeIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CalendarX, CheckCheck, CircleCheckBig, KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay, useWorkspace } from '../../api/session.ts';
import { dateTime, fromNow } from '../../shared/times.ts';
import { Section } from '../post/parts/Section.tsx';
import { accountTrouble, attentionOf, forgotten } from './attention.ts';
import { JobAttention } from './JobAttention.tsx';
import type { Overview } from './useOverview.ts';

const SHOWN = 20;

/** What somebody must look at, first of all; and that there is nothing, where there is nothing. */
export function NeedsYou({ overview, channels }: { overview: Overview; channels: readonly Schemas['ChannelResponse'][] }) {
  const mayApprove = useMay('approve_posts');
  const maySchedule = useMay('schedule_posts');
  const { timeZone } = useWorkspace();
  const items = attentionOf(overview.attention);
  const troubled = channels.filter(channel => channel.state !== 'disconnected' && accountTrouble(channel) !== null && items.every(item => item.channelId !== channel.id));
  const unscheduled = maySchedule ? forgotten(overview.soon) : [];
  const pending = mayApprove ? overview.pending : 0;
  const count = items.length + unscheduled.length + troubled.length + (pending > 0 ? 1 : 0);
  if (count === 0) return <NothingNeedsYou overview={overview} />;

  return (
    <Section title={count === 1 ? 'One thing needs you' : `${count} things need you`}>
      <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {items.slice(0, SHOWN).map(item => (
          <li key={item.key}>
            {item.channelId !== null ? <AccountAttention channel={channels.find(channel => channel.id === item.channelId)} channelId={item.channelId} waiting={item.jobs} /> : <JobAttention job={item.jobs[0]!} />}
          </li>
        ))}
        {unscheduled.map(entry => (
          <li key={entry.postId}>
            <Row icon={<CalendarX size={20} aria-hidden />} action={<Button size="xs" component={Link} to={`/posts/${entry.postId}`}>Schedule it</Button>}>
              <Text fw={600} lineClamp={2} dir="auto">
                {entry.title}
              </Text>
              <Text size="sm">Approved for {dateTime(entry.at, timeZone)}, but nobody has scheduled it.</Text>
            </Row>
          </li>
        ))}
        {troubled.map(channel => (
          <li key={channel.id}>
            <AccountAttention channel={channel} channelId={channel.id} waiting={[]} />
          </li>
        ))}
        {pending > 0 && (
          <li>
            <Row icon={<CheckCheck size={20} aria-hidden />} action={<Button size="xs" component={Link} to="/approvals">Look at them</Button>}>
              <Text fw={600}>{pending === 1 ? 'A post waits for approval' : `${pending === 200 ? '200 or more' : pending} posts wait for approval`}</Text>
            </Row>
          </li>
        )}
      </Stack>
      {(items.length > SHOWN || overview.hasMoreAttention) && (
        <Button mt="sm" size="xs" variant="default" component={Link} to="/activity" search={{ state: 'needs_attention' } as never}>
          Show all that needs attention
        </Button>
      )}
    </Section>
  );
}

function AccountAttention({ channel, channelId, waiting }: { channel: Schemas['ChannelResponse'] | undefined; channelId: string; waiting: readonly Schemas['JobResponse'][] }) {
  const mayConnect = useMay('manage_channels');
  const sentence = waiting[0]?.lastError?.message ?? (channel && accountTrouble(channel)?.sentence);
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
        {channel ? `@${channel.username}` : 'An account'}
        {waiting.length > 0 && `: ${waiting.length === 1 ? 'one post waits' : `${waiting.length} posts wait`} for it`}
      </Text>
      <Text size="sm">{sentence}</Text>
    </Row>
  );
}

/** A line of what needs somebody that is not a post. */
function Row({ icon, action, children }: { icon: ReactNode; action: ReactNode; children: ReactNode }) {
  return (
    <Card withBorder p="sm">
      <Group gap="sm" justify="space-between">
        <Group gap="sm" wrap="nowrap" miw={0} flex="1 1 220px">
          <ThemeIcon className="state state-orange" variant="default" size={48} radius="sm" aria-hidden>
            {icon}
          </ThemeIcon>
          <div style={{ minWidth: 0 }}>{children}</div>
        </Group>
        {action}
      </Group>
    </Card>
  );
}

function NothingNeedsYou({ overview }: { overview: Overview }) {
  const next = overview.soon.find(entry => entry.state !== null && entry.state !== 'published')?.at ?? overview.nextAfter?.dueAt;
  return (
    <Section title="Nothing needs you">
      <Card withBorder p="md">
        <Group gap="md" wrap="nowrap">
          <ThemeIcon className="state state-green" variant="default" size={48} radius="xl" aria-hidden>
            <CircleCheckBig size={26} />
          </ThemeIcon>
          <Text>{next ? `Everything is on its way. The next post goes out ${fromNow(next)}.` : 'Everything that was planned has gone out, and nothing is planned next.'}</Text>
        </Group>
      </Card>
    </Section>
  );
}
