import { Button, Group, NativeSelect, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call, type Schemas } from '../../api/client.ts';
import { errorBeside, errorOf } from '../../shared/fieldErrors.ts';
import { Note } from '../../shared/Note.tsx';
import { say } from '../../shared/say.ts';
import { useChange } from '../../shared/useChange.ts';
import { nameOf } from './health.ts';

const FIELDS = ['platform', 'login', 'remoteId', 'accessToken', 'server'];

interface Props {
  /** Those to choose from; at least one. */
  platforms: readonly Schemas['PlatformResponse'][];
  ways: readonly Schemas['ConnectionResponse'][];
  channel: Schemas['ChannelResponse'] | null;
  onDone: () => void;
}

/** Connects by a token or password that was made elsewhere, asking for what the network wants. The field is emptied with every try, and the secret is kept nowhere here. */
export function ConnectByToken({ platforms, ways, channel, onDone }: Props) {
  const [name, setName] = useState(channel?.platform ?? platforms[0]!.name);
  const platform = platforms.find(one => one.name === name) ?? platforms[0]!;
  const form = platform.connectForm;
  const [login, setLogin] = useState<string | null>(channel?.login ?? null);
  const [remoteId, setRemoteId] = useState(channel?.remoteId ?? '');
  const [server, setServer] = useState<string | null>(channel?.server ?? null);
  const [token, setToken] = useState('');
  const logins = ways.filter(way => way.platform === platform.name);
  const at = server ?? form.usualServer ?? '';

  const connect = useChange({
    run: (accessToken: string) =>
      call(api.POST('/api/v1/channels', { body: { platform: platform.name, accessToken, login, remoteId: remoteId.trim() || null, server: form.serverLabel === null ? null : at.trim() || null } })),
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
  const isMissing = token.trim() === '' || (form.needsAccount && remoteId.trim() === '') || (form.serverLabel !== null && at.trim() === '');
  const beside = errorBeside(connect.error, FIELDS);
  const account = (
    <TextInput
      label={form.accountLabel} description={form.accountHelp} required={form.needsAccount} value={remoteId} onChange={event => setRemoteId(event.currentTarget.value)}
      error={errorOf(connect.error, 'remoteId')} autoComplete="off" autoCapitalize="none" spellCheck={false}
    />
  );
  return (
    <form onSubmit={submit} autoComplete="off">
      <Stack gap="sm">
        <Text size="sm">{form.secretHelp} It is kept encrypted and never shown again.</Text>
        {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
        {platforms.length > 1 && (
          <NativeSelect
            label="Network" data={platforms.map(one => ({ value: one.name, label: one.displayName }))} value={platform.name}
            onChange={event => { setName(event.currentTarget.value); setLogin(null); setServer(null); }} error={errorOf(connect.error, 'platform')}
          />
        )}
        {form.serverLabel !== null && (
          <TextInput label={form.serverLabel} required value={at} onChange={event => setServer(event.currentTarget.value)} error={errorOf(connect.error, 'server')} inputMode="url" autoComplete="off" autoCapitalize="none" spellCheck={false} />
        )}
        {form.needsAccount && account}
        <PasswordInput label={form.secretLabel} required value={token} onChange={event => setToken(event.currentTarget.value)} autoComplete="off" spellCheck={false} error={errorOf(connect.error, 'accessToken')} />
        {logins.length > 1 && (
          <NativeSelect
            label="Where the token comes from"
            data={[{ value: '', label: 'Find it out' }, ...logins.map(way => ({ value: way.login, label: way.title }))]}
            value={login ?? ''}
            onChange={event => setLogin(event.currentTarget.value || null)}
            error={errorOf(connect.error, 'login')}
          />
        )}
        {!form.needsAccount && account}
        <Group justify="flex-end">
          <Button type="submit" loading={connect.isPending} disabled={isMissing}>Connect</Button>
        </Group>
      </Stack>
    </form>
  );
}
