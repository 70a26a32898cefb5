import { Button, Group, NativeSelect, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call, type Schemas } from '../../api/client.ts';
import { errorBeside, errorOf } from '../../shared/fieldErrors.ts';
import { Note } from '../../shared/Note.tsx';
import { say } from '../../shared/say.ts';
import { useChange } from '../../shared/useChange.ts';
import { nameOf } from './health.ts';
import { platformName } from '../../words/platforms.ts';

const FIELDS = ['platform', 'login', 'remoteId', 'accessToken'];

interface Props {
  ways: readonly Schemas['ConnectionResponse'][];
  channel: Schemas['ChannelResponse'] | null;
  onDone: () => void;
}

/** Connects by a token that was made elsewhere. The field is emptied with every try, and the token is kept nowhere here. */
export function ConnectByToken({ ways, channel, onDone }: Props) {
  const platforms = [...new Set(ways.map(way => way.platform))];
  const [platform, setPlatform] = useState(channel?.platform ?? platforms[0] ?? '');
  const [login, setLogin] = useState<string | null>(channel?.login ?? null);
  const [remoteId, setRemoteId] = useState(channel?.remoteId ?? '');
  const [token, setToken] = useState('');
  const logins = ways.filter(way => way.platform === platform);

  const connect = useChange({
    run: (accessToken: string) => call(api.POST('/api/v1/channels', { body: { platform, accessToken, login, remoteId: remoteId.trim() || null } })),
    touches: [['channels'], ['channel']],
    showsError: true,
    onDone: connected => {
      say(`${nameOf(connected)} is connected.`);
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const accessToken = token.trim();
    setToken('');
    connect.mutate(accessToken);
  };
  const beside = errorBeside(connect.error, FIELDS);
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="sm">
        <Text size="sm">For a token that was made in the network’s own tools. It is kept encrypted and never shown again.</Text>
        {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
        {platforms.length > 1 && (
          <NativeSelect label="Network" data={platforms.map(one => ({ value: one, label: platformName(one) }))} value={platform} onChange={event => { setPlatform(event.currentTarget.value); setLogin(null); }} error={errorOf(connect.error, 'platform')} />
        )}
        <PasswordInput label="Access token" required value={token} onChange={event => setToken(event.currentTarget.value)} autoComplete="off" spellCheck={false} error={errorOf(connect.error, 'accessToken')} />
        {logins.length > 1 && (
          <NativeSelect
            label="Where the token comes from"
            data={[{ value: '', label: 'Find it out' }, ...logins.map(way => ({ value: way.login, label: way.title }))]}
            value={login ?? ''}
            onChange={event => setLogin(event.currentTarget.value || null)}
            error={errorOf(connect.error, 'login')}
          />
        )}
        <TextInput label="The account’s id at the network" description="Needed where the token opens several accounts." value={remoteId} onChange={event => setRemoteId(event.currentTarget.value)} error={errorOf(connect.error, 'remoteId')} autoComplete="off" />
        <Group justify="flex-end">
          <Button type="submit" loading={connect.isPending} disabled={token.trim() === ''}>Connect</Button>
        </Group>
      </Stack>
    </form>
  );
}
