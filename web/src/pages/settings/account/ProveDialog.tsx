import { Button, Group, Modal, PasswordInput, Stack, Text } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { errorBeside, errorOf } from '../../../shared/fieldErrors.ts';
import { Note } from '../../../shared/Note.tsx';

interface Props {
  opened: boolean;
  title: string;
  children: ReactNode;
  verb: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  onProve: (password: string) => void;
  onClose: () => void;
}

/** Asks for the password again before what would outlive a borrowed session. */
export function ProveDialog({ opened, title, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={rest.onClose} title={title}>
      <ProveForm {...rest} />
    </Modal>
  );
}

/** The form of it, for a dialog that goes on afterwards. */
export function ProveForm({ children, verb, danger = false, busy, error, onProve, onClose }: Omit<Props, 'opened' | 'title'>) {
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onProve(password);
  };
  const beside = errorBeside(error, ['password']);
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text size="sm">{children}</Text>
        {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
        <PasswordInput label="Your password" value={password} onChange={event => setPassword(event.currentTarget.value)} autoComplete="current-password" error={errorOf(error, 'password')} data-autofocus />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>Not now</Button>
          <Button type="submit" color={danger ? 'red.8' : undefined} loading={busy} disabled={password === ''}>{verb}</Button>
        </Group>
      </Stack>
    </form>
  );
}
