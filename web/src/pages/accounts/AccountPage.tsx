import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { ChevronLeft, Share2 } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { Empty } from '../../shared/Empty.tsx';
import { Loaded } from '../../shared/Loaded.tsx';
import { Page } from '../../shared/Page.tsx';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import { Access } from './Access.tsx';
import { AccountActions } from './AccountActions.tsx';
import { AccountMark } from './AccountMark.tsx';
import { Automation } from './Automation.tsx';
import { ConnectDialog } from './ConnectDialog.tsx';
import { nameOf } from './health.ts';
import { platformName } from '../../words/platforms.ts';
import { HealthBadge, PausedBadge } from './HealthBadge.tsx';
import { History } from './History.tsx';
import { channelQuery } from './queries.ts';
import { Quota } from './Quota.tsx';
import { StateNote } from './StateNote.tsx';
import { UsageDays } from './UsageDays.tsx';

/** One account: its access, its limits, what it was used for and what happened to it. */
export function AccountPage() {
  const { channelId } = useParams({ strict: false }) as { channelId: string };
  const query = useQuery(channelQuery(channelId));
  if (query.error instanceof Problem && query.error.status === 404) {
    return (
      <Page title="Account">
        <Empty icon={Share2} title="There is no such account" action={<Back />}>It may belong to another workspace.</Empty>
      </Page>
    );
  }
  if (query.data === undefined) return <Page title="Account"><Loaded query={query} rows={6}>{() => null}</Loaded></Page>;
  return <Account channel={query.data} />;
}

function Back() {
  return (
    <Anchor component={Link} to="/accounts" size="sm" mb="xs" mih={24} display="inline-flex" style={{ alignItems: 'center' }}>
      <ChevronLeft size={16} aria-hidden /> All accounts
    </Anchor>
  );
}

function Account({ channel }: { channel: Schemas['ChannelResponse'] }) {
  const [isConnecting, setIsConnecting] = useState(false);
  const isGone = channel.health === 'disconnected';
  return (
    <>
      <Back />
      <Page title={nameOf(channel)} actions={<AccountActions channel={channel} onReconnect={() => setIsConnecting(true)} />}>
        <Stack gap="md">
          <Group gap="md">
            <AccountMark name={nameOf(channel)} platform={channel.platform} size={56} />
            <div>
              <Text c="dimmed">@{channel.username} · {platformName(channel.platform)}</Text>
              <Group gap="xs" mt={4}>
                <HealthBadge health={channel.health} />
                {channel.pausedAt !== null && <PausedBadge />}
              </Group>
            </div>
          </Group>
          <StateNote channel={channel} onReconnect={() => setIsConnecting(true)} />
          <Access channel={channel} />
          {!isGone && <Automation channel={channel} />}
          {!isGone && <Quota channelId={channel.id} />}
          <UsageDays channelId={channel.id} />
          <History channelId={channel.id} />
          <ZoneNote mt="lg" />
        </Stack>
        <ConnectDialog opened={isConnecting} channel={channel} onClose={() => setIsConnecting(false)} />
      </Page>
    </>
  );
}
