import { Anchor, Card, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useChannels, useWorkspace } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { dateTime } from '../../shared/times.ts';
import { byUrgency, HEALTH } from '../accounts/health.ts';
import { HealthBadge, PausedBadge } from '../accounts/HealthBadge.tsx';
import { AccountSign } from '../post/parts/Account.tsx';
import { Section } from '../post/parts/Section.tsx';
import { useAccountName } from '../post/useNames.ts';
import classes from './overview.module.css';

/** How each account stands, what needs somebody first. */
export function AccountHealth() {
  const query = useChannels();
  const connected = query.data?.filter(channel => channel.state !== 'disconnected').sort(byUrgency);
  if (connected?.length === 0) return null;
  return (
    <Section title="Accounts">
      <Loaded query={query} rows={2}>
        {() => (
          <Card withBorder p={0}>
            <ul className={classes.list}>{connected?.map(channel => <Line key={channel.id} channel={channel} />)}</ul>
          </Card>
        )}
      </Loaded>
    </Section>
  );
}

function Line({ channel }: { channel: Schemas['ChannelResponse'] }) {
  const { timeZone } = useWorkspace();
  const name = useAccountName()(channel.id);
  // That it waits for a person says more than that somebody paused it.
  const isPaused = channel.state === 'paused' && !HEALTH[channel.health].needsPerson;
  return (
    <li className={`${classes.line} ${classes.account}`}>
      <AccountSign channel={channel} size={32} />
      <div>
        <Anchor component={Link} to={`/accounts/${channel.id}`} fw={600} c="var(--mantine-color-text)" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Anchor>
        {channel.tokenExpiresAt && channel.health !== 'dead' && (
          <Text size="xs" c="dimmed">
            Access until {dateTime(channel.tokenExpiresAt, timeZone)}
          </Text>
        )}
      </div>
      <Group className={classes.badge}>{isPaused ? <PausedBadge /> : <HealthBadge health={channel.health} />}</Group>
    </li>
  );
}
