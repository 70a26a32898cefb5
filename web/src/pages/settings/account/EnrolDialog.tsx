import { Anchor, Button, Code, Group, List, Modal, Stack, TextInput } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { CopyButton } from '../../../shared/CopyButton.tsx';
import { errorBeside, errorOf } from '../../../shared/fieldErrors.ts';
import { Note } from '../../../shared/Note.tsx';
import { useChange } from '../../../shared/useChange.ts';
import { ProveForm } from './ProveDialog.tsx';

interface Props {
  opened: boolean;
  onClose: () => void;
  /** Codes are on: the recovery codes are to be kept. */
  onOn: (recoveryCodes: readonly string[]) => void;
}

/** Turns codes on in two steps: the password, then a code that shows that the app has the secret. */
export function EnrolDialog({ opened, onClose, onOn }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Turn codes on" size="lg">
      <Steps onClose={onClose} onOn={onOn} />
    </Modal>
  );
}

function Steps({ onClose, onOn }: Omit<Props, 'opened'>) {
  const [secret, setSecret] = useState<Schemas['TotpResponse'] | null>(null);
  const propose = useChange({ run: (password: string) => call(api.POST('/api/v1/account/totp', { body: { password } })), touches: [], showsError: true, onDone: setSecret });
  return secret === null ? (
    <ProveForm verb="Go on" busy={propose.isPending} error={propose.error} onProve={password => propose.mutate(password)} onClose={onClose}>
      You need an authenticator app, such as the one in your phone’s password settings.
    </ProveForm>
  ) : <Confirm secret={secret} onClose={onClose} onOn={onOn} />;
}

function Confirm({ secret, onClose, onOn }: Omit<Props, 'opened'> & { secret: Schemas['TotpResponse'] }) {
  const [code, setCode] = useState('');
  const confirm = useChange({
    run: () => call(api.POST('/api/v1/account/totp/confirm', { body: { code } })),
    touches: [['session'], ['members']],
    showsError: true,
    onDone: ({ recoveryCodes }) => onOn(recoveryCodes),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  const beside = errorBeside(confirm.error, ['code']);
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <List type="ordered" size="sm" spacing="xs">
          <List.Item>
            In the app, add an account and choose to type a key. The account is Posthaste, the kind is “time based”.
          </List.Item>
          <List.Item>
            Type or paste this key: <Code block mt={4} fz="md" tabIndex={0}>{groupsOf(secret.secret)}</Code>
            <Group gap="xs" mt={6}>
              <CopyButton text={secret.secret} label="Copy the key" size="xs" />
              <Anchor href={secret.uri} size="sm" underline="always" mih={24}>The app is on this device: open it</Anchor>
            </Group>
          </List.Item>
          <List.Item>Type the six digits that the app shows now.</List.Item>
        </List>
        {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
        <TextInput label="Code" value={code} onChange={event => setCode(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))} inputMode="numeric" autoComplete="one-time-code" maw={200} error={errorOf(confirm.error, 'code')} data-autofocus />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>Not now</Button>
          <Button type="submit" loading={confirm.isPending} disabled={code.length !== 6}>Turn codes on</Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A key in groups of four, which is easier to type. */
const groupsOf = (key: string): string => key.match(/.{1,4}/g)?.join(' ') ?? key;
