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
import { platformsQuery } from '../../shared/platforms.ts';
import { PlatformMark } from '../../shared/PlatformMark.tsx';
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
  const platforms = useQuery(platformsQuery);
  return (
    <Stack gap="md">
      {channel !== null && (
        <Text size="sm">
          Sign in as <b>@{channel.username}</b> once more. That puts back what waited for it: posts whose late window is still open go out, the rest wait for you.
        </Text>
      )}
      <Loaded query={query} rows={2}>
        {connections => (
          <Loaded query={platforms} rows={2}>
            {all => <Choices connections={connections} platforms={all} channel={channel} onClose={onClose} />}
          </Loaded>
        )}
      </Loaded>
    </Stack>
  );
}

interface ChoicesProps extends Omit<Props, 'opened'> {
  connections: readonly Schemas['ConnectionResponse'][];
  platforms: readonly Schemas['PlatformResponse'][];
}

function Choices({ connections, platforms, channel, onClose }: ChoicesProps) {
  const { lockedPlatforms } = useWorkspace();
  const isMeant = (platform: string) => channel === null || platform === channel.platform;
  const locked = lockedPlatforms.filter(one => isMeant(one.platform));
  const isOpen = (platform: string) => isMeant(platform) && !locked.some(one => one.platform === platform);
  const ways = connections.filter(way => isOpen(way.platform));
  const open = platforms.filter(one => isOpen(one.name));
  const signedIn = open.filter(one => ways.some(way => way.platform === one.name));
  const others = open.filter(one => !signedIn.includes(one));
  return (
    <>
      {locked.map(one => (
        <Note key={one.platform} colour="gray" icon={Lock} title={`${platformName(one.platform)} is not in this workspace’s plan`}>
          It takes the plan “{one.neededPlan}”.
        </Note>
      ))}
      {ways.map(way => <SignInWay key={way.login} way={way} isOnly={ways.length === 1} />)}
      {open.length > 0 && (
        <Accordion variant="separated" order={3} defaultValue={signedIn.length === 0 && others.length === 1 ? others[0]!.name : null}>
          {others.map(one => (
            <Accordion.Item key={one.name} value={one.name}>
              <Accordion.Control icon={<PlatformMark platform={one.name} size={18} />}>{one.displayName}</Accordion.Control>
              <Accordion.Panel>
                <ConnectByToken platforms={[one]} ways={[]} channel={channel} onDone={onClose} />
              </Accordion.Panel>
            </Accordion.Item>
          ))}
          {signedIn.length > 0 && (
            <Accordion.Item value="token">
              <Accordion.Control icon={<KeyRound size={18} aria-hidden />}>Paste a token instead</Accordion.Control>
              <Accordion.Panel>
                <ConnectByToken platforms={signedIn} ways={ways} channel={channel} onDone={onClose} />
              </Accordion.Panel>
            </Accordion.Item>
          )}
        </Accordion>
      )}
    </>
  );
}
