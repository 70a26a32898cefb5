import { Anchor, Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Plug, TriangleAlert } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import classes from './AccountCard.module.css';
import { AccountMark } from './AccountMark.tsx';
import { HEALTH, nameOf } from './health.ts';
import { platformName } from '../../words/platforms.ts';
import { HealthBadge, PausedBadge } from './HealthBadge.tsx';
import { healthQuery } from './queries.ts';
import { TokenLife } from './TokenLife.tsx';

/** One account in the list: what it is, how its access stands and for how long. The whole card leads to its page. */
export function AccountCard({ channel, headingOrder = 2, onReconnect }: { channel: Schemas['ChannelResponse']; headingOrder?: 2 | 3; onReconnect: () => void }) {
  const mayManage = useMay('manage_channels');
  const isGone = channel.health === 'disconnected';
  const mustReconnect = isGone || HEALTH[channel.health].needsPerson;
  return (
    <Card withBorder padding="md" className={classes.card} component="li">
      <Stack gap="sm">
        <Group gap="md" wrap="nowrap" align="flex-start">
          <AccountMark name={nameOf(channel)} platform={channel.platform} />
          <div className={classes.name}>
            <Title order={headingOrder} size="h4" lineClamp={1}>
              <Anchor component={Link} to="/accounts/$channelId" params={{ channelId: channel.id } as never} inherit c="var(--mantine-color-text)" className={classes.link}>
                <bdi>{nameOf(channel)}</bdi>
              </Anchor>
            </Title>
            <Text size="sm" c="dimmed" truncate>@{channel.username} · {platformName(channel.platform)}</Text>
          </div>
        </Group>
        <Group gap="xs" className={classes.above}>
          <HealthBadge health={channel.health} />
          {channel.pausedAt !== null && <PausedBadge />}
          {mayManage && mustReconnect && (
            <Button size="xs" variant={isGone ? 'default' : 'filled'} leftSection={<Plug size={14} aria-hidden />} onClick={onReconnect} aria-label={`Reconnect ${nameOf(channel)}`}>
              Reconnect
            </Button>
          )}
        </Group>
        {!isGone && <Life channel={channel} />}
      </Stack>
    </Card>
  );
}

function Life({ channel }: { channel: Schemas['ChannelResponse'] }) {
  const { data, isPending } = useQuery(healthQuery(channel.id));
  if (isPending) return <Skeleton height={36} radius="md" role="status" aria-label="Loading how the access stands" />;
  if (data === undefined) return null;
  return (
    <div>
      <TokenLife health={data} since={channel.tokenChangedAt} />
      {data.scopesMissing !== null && data.scopesMissing.length > 0 && (
        <Group gap={6} mt={6} wrap="nowrap" className="state-orange" c="var(--state)">
          <TriangleAlert size={16} aria-hidden style={{ flex: 'none' }} />
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>It lacks what publishing needs: {data.scopesMissing.join(', ')}</Text>
        </Group>
      )}
    </div>
  );
}
