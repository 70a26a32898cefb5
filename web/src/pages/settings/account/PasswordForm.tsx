import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call } from '../../../api/client.ts';
import { useSession } from '../../../api/session.ts';
import { errorBeside, errorOf } from '../../../shared/fieldErrors.ts';
import { Note } from '../../../shared/Note.tsx';
import { Section } from '../../../shared/Section.tsx';
import { useChange } from '../../../shared/useChange.ts';

const MIN_LENGTH = 12;

/** Another password. It ends every other session. */
export function PasswordForm() {
  const { member } = useSession();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useChange({
    run: () => call(api.POST('/api/v1/account/password', { body: { currentPassword: current, newPassword: next } })),
    touches: [['sessions']],
    done: 'The password is changed. You were signed out everywhere else.',
    showsError: true,
    onDone: () => {
      setCurrent('');
      setNext('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const beside = errorBeside(change.error, ['currentPassword', 'newPassword']);
  return (
    <Section title="Password" about="Changing it signs you out everywhere else.">
      <form onSubmit={submit}>
        <Stack gap="sm" maw={480}>
          {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
          {/* Password managers look for the name that the password belongs to. */}
          <input type="email" value={member.email} autoComplete="username" readOnly hidden aria-hidden tabIndex={-1} />
          <PasswordInput label="Current password" value={current} onChange={event => setCurrent(event.currentTarget.value)} autoComplete="current-password" error={errorOf(change.error, 'currentPassword')} />
          <PasswordInput label="New password" description={`At least ${MIN_LENGTH} characters. A sentence is a good one.`} value={next} onChange={event => setNext(event.currentTarget.value)} autoComplete="new-password" error={errorOf(change.error, 'newPassword')} />
          <Group><Button type="submit" loading={change.isPending} disabled={current === '' || next.length < MIN_LENGTH}>Change the password</Button></Group>
        </Stack>
      </form>
    </Section>
  );
}
