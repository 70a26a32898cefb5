import { Accordion, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { KeyRound, Lock } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { ConnectByToken } from './ConnectByToken.tsx';
import { nameOf } from './health.ts';
import { platformName } from '../../words/platforms.ts';
import { connectionsQuery } from './queries.ts';
import { SignInWay } from './SignInWay.tsx';
import { Note } from '../../shared/Note.tsx';

interface Props {
  opened: boolean;
  /** The account to connect again; null for a new one. */
  channel: Schemas['ChannelResponse'] | null;
  onClose: () => void;
}

/** The ways to give this server access to an account: signing in at the network, or a token that was made elsewhere. */
export function ConnectDialog({ opened, channel, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={channel === null ? 'Connect an account' : `Reconnect ${nameOf(channel)}`} size="lg">
      <Ways channel={channel} onClose={onClose} />
    </Modal>
  );
}

function Ways({ channel, onClose }: Omit<Props, 'opened'>) {
  const query = useQuery(connectionsQuery);
  const { lockedPlatforms } = useWorkspace();
  return (
    <Stack gap="md">
      {channel !== null && (
        <Text size="sm">
          Sign in as <b>@{channel.username}</b> once more. That puts back what waited for it: posts whose late window is still open go out, the rest wait for you.
        </Text>
      )}
      <Loaded query={query} rows={2}>
        {connections => {
          const ways = connections.filter(way => channel === null || way.platform === channel.platform);
          const locked = lockedPlatforms.filter(one => channel === null || one.platform === channel.platform);
          const open = ways.filter(way => !locked.some(one => one.platform === way.platform));
          return (
            <>
              {locked.map(one => (
                <Note key={one.platform} colour="gray" icon={Lock} title={`${platformName(one.platform)} is not in this workspace’s plan`}>
                  It takes the plan “{one.neededPlan}”.
                </Note>
              ))}
              {open.map(way => <SignInWay key={way.login} way={way} isOnly={open.length === 1} />)}
              {open.length > 0 && (
                <Accordion variant="separated" order={3}>
                  <Accordion.Item value="token">
                    <Accordion.Control icon={<KeyRound size={18} aria-hidden />}>Paste a token instead</Accordion.Control>
                    <Accordion.Panel>
                      <ConnectByToken ways={open} channel={channel} onDone={onClose} />
                    </Accordion.Panel>
                  </Accordion.Item>
                </Accordion>
              )}
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}
