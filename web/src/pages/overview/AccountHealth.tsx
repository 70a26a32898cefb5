import { Anchor, Badge, Card, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CirclePause, TriangleAlert, Unplug, type LucideIcon } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { dateTime } from '../../shared/times.ts';
import { AccountSign } from '../post/parts/Account.tsx';
import { Section } from '../post/parts/Section.tsx';
import { useAccountName } from '../post/useNames.ts';
import { accountWords } from './attention.ts';
import classes from './overview.module.css';

const ICONS: Record<string, LucideIcon> = { green: CircleCheck, orange: TriangleAlert, yellow: CirclePause, gray: Unplug };

/** How each account stands. */
export function AccountHealth({ channels }: { channels: readonly Schemas['ChannelResponse'][] }) {
  const connected = channels.filter(channel => channel.state !== 'disconnected');
  if (connected.length === 0) return null;
  return (
    <Section title="Accounts">
      <Card withBorder p={0}>
        <ul className={classes.list}>
          {connected.map(channel => (
            <Line key={channel.id} channel={channel} />
          ))}
        </ul>
      </Card>
    </Section>
  );
}

function Line({ channel }: { channel: Schemas['ChannelResponse'] }) {
  const { timeZone } = useWorkspace();
  const name = useAccountName()(channel.id);
  const { word, colour } = accountWords(channel);
  const Icon = ICONS[colour] ?? CircleCheck;
  return (
    <li className={classes.line}>
      <AccountSign channel={channel} size={32} />
      <div style={{ minWidth: 0, flex: 1 }}>
        <Anchor component={Link} to={`/accounts/${channel.id}`} fw={600} c="var(--mantine-color-text)" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Anchor>
        {channel.tokenExpiresAt && (
          <Text size="xs" c="dimmed">
            Access until {dateTime(channel.tokenExpiresAt, timeZone)}
          </Text>
        )}
      </div>
      <Group className={classes.badge}>
        <Badge className={`state state-${colour}`} variant="default" leftSection={<Icon size={14} aria-hidden />}>
          {word}
        </Badge>
      </Group>
    </li>
  );
}
