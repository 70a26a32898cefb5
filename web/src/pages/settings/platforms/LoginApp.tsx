import { Button, Card, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { AskFirst } from '../../../shared/AskFirst.tsx';
import { CopyButton } from '../../../shared/CopyButton.tsx';
import { Facts } from '../../../shared/Facts.tsx';
import { errorBeside, errorOf } from '../../../shared/fieldErrors.ts';
import { Note } from '../../../shared/Note.tsx';
import { PlatformMark } from '../../../shared/PlatformMark.tsx';
import { useChange } from '../../../shared/useChange.ts';

type Way = Schemas['ConnectionResponse'];

const TOUCHES = [['connections'], ['events']] as const;

/** The app of one way to sign in: where it stands, the addresses to register, and a form where it may be entered here. */
export function LoginApp({ way }: { way: Way }) {
  const [isChanging, { open, close }] = useDisclosure(false);
  const isShut = way.clientId !== null && !isChanging;
  return (
    <Card withBorder padding="md" component="section" aria-label={way.title}>
      <Stack gap="sm">
        <Group gap="sm" wrap="nowrap">
          <PlatformMark platform={way.platform} size={20} />
          <Title order={3} size="h5">{way.title}</Title>
        </Group>
        <Facts
          of={[
            ['App id', way.clientId === null ? 'none yet' : <code key="id">{way.clientId}</code>],
            ['Redirect URI', <Address key="redirect" text={way.redirectUri} />],
            ['Deauthorize callback', <Address key="deauthorize" text={way.deauthorizeUrl} />],
            ['Data deletion request', <Address key="deletion" text={way.deletionUrl} />],
          ]}
        />
        {way.appSource === 'settings' ? (
          <Text size="sm" c="dimmed">It stands in the server’s settings, and is changed there.</Text>
        ) : !way.mayEnterApp ? (
          <Text size="sm" c="dimmed">It is the whole server’s: who manages the first workspace enters it there.</Text>
        ) : isShut ? (
          <Group gap="xs">
            <Button variant="default" onClick={open} aria-label={`Change the app: ${way.title}`}>Change the app</Button>
            <Forget way={way} />
          </Group>
        ) : (
          <AppForm way={way} onDone={close} onCancel={way.clientId === null ? undefined : close} />
        )}
      </Stack>
    </Card>
  );
}

function AppForm({ way, onDone, onCancel }: { way: Way; onDone: () => void; onCancel?: () => void }) {
  const [clientId, setClientId] = useState('');
  const [clientSecret, setClientSecret] = useState('');
  const save = useChange({
    run: () => call(api.PUT('/api/v1/connect/{login}/app', { params: { path: { login: way.login } }, body: { clientId: clientId.trim(), clientSecret: clientSecret.trim() } })),
    touches: TOUCHES,
    done: `The app of ${way.title} is kept.`,
    showsError: true,
    onDone,
  });
  const beside = errorBeside(save.error, ['clientId', 'clientSecret']);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw={480}>
        {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
        <TextInput label="App id" value={clientId} onChange={event => setClientId(event.currentTarget.value)} error={errorOf(save.error, 'clientId')} required autoComplete="off" maxLength={200} />
        <PasswordInput label="App secret" value={clientSecret} onChange={event => setClientSecret(event.currentTarget.value)} error={errorOf(save.error, 'clientSecret')} required autoComplete="off" maxLength={500} />
        <Group gap="xs">
          <Button type="submit" loading={save.isPending} aria-label={`Keep the app: ${way.title}`}>Keep the app</Button>
          {onCancel && <Button variant="default" onClick={onCancel}>Cancel</Button>}
        </Group>
      </Stack>
    </form>
  );
}

function Forget({ way }: { way: Way }) {
  const [isOpen, { open, close }] = useDisclosure(false);
  const forget = useChange({
    run: () => call(api.DELETE('/api/v1/connect/{login}/app', { params: { path: { login: way.login } } })),
    touches: TOUCHES,
    done: `The app of ${way.title} is forgotten.`,
    showsError: true,
    onDone: close,
  });
  return (
    <>
      <Button variant="default" onClick={open} aria-label={`Forget the app: ${way.title}`}>Forget the app</Button>
      <AskFirst opened={isOpen} onClose={close} title="Forget the app" verb="Forget the app" busy={forget.isPending} error={forget.error} onYes={() => forget.mutate()}>
        Nobody can connect accounts with {way.title} until an app is entered again. Accounts that are connected go on.
      </AskFirst>
    </>
  );
}

function Address({ text }: { text: string }) {
  return (
    <Group gap="xs">
      <code style={{ overflowWrap: 'anywhere' }}>{text}</code>
      <CopyButton text={text} size="compact-xs" />
    </Group>
  );
}
