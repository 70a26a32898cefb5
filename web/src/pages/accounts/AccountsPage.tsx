import { Button, Stack, Title } from '@mantine/core';
import { useState } from 'react';
import { Plus, Share2 } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import { useChannels, useMay } from '../../api/session.ts';
import { Empty } from '../../shared/Empty.tsx';
import { Loaded } from '../../shared/Loaded.tsx';
import { Page } from '../../shared/Page.tsx';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import { AccountCard } from './AccountCard.tsx';
import classes from './AccountCard.module.css';
import { ConnectDialog } from './ConnectDialog.tsx';
import { byUrgency } from './health.ts';

type Channel = Schemas['ChannelResponse'];

/** Every account that posts can go out on, those that need somebody first. */
export function AccountsPage() {
  const channels = useChannels();
  const mayManage = useMay('manage_channels');
  // What is being connected: a new account, one of the list again, or nothing.
  const [connecting, setConnecting] = useState<Channel | 'new' | null>(null);
  const connect = mayManage && <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setConnecting('new')}>Connect an account</Button>;
  return (
    <Page title="Accounts" actions={channels.data?.length ? connect : undefined}>
      <Loaded query={channels}>
        {all => {
          if (all.length === 0) {
            return (
              <Empty icon={Share2} title="No account is connected yet" action={connect || undefined}>
                {mayManage ? 'Connect the accounts that posts should go out on. That takes a minute: sign in at the network and say yes.' : 'An admin connects the accounts that posts go out on.'}
              </Empty>
            );
          }
          const living = all.filter(channel => channel.health !== 'disconnected').toSorted(byUrgency);
          const gone = all.filter(channel => channel.health === 'disconnected').toSorted(byUrgency);
          return (
            <Stack gap="lg">
              <Cards channels={living} onReconnect={setConnecting} />
              {gone.length > 0 && (
                <section>
                  <Title order={2} size="h4" mb="sm" c="dimmed">Disconnected</Title>
                  <Cards channels={gone} onReconnect={setConnecting} isBelow />
                </section>
              )}
              <ZoneNote mt="lg" />
            </Stack>
          );
        }}
      </Loaded>
      <ConnectDialog key={connecting === null || connecting === 'new' ? 'new' : connecting.id} opened={connecting !== null} channel={connecting === 'new' ? null : connecting} onClose={() => setConnecting(null)} />
    </Page>
  );
}

function Cards({ channels, onReconnect, isBelow = false }: { channels: readonly Channel[]; onReconnect: (channel: Channel) => void; isBelow?: boolean }) {
  return (
    <ul className={classes.grid}>
      {channels.map(channel => <AccountCard key={channel.id} channel={channel} headingOrder={isBelow ? 3 : 2} onReconnect={() => onReconnect(channel)} />)}
    </ul>
  );
}
