import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, call } from '../../../api/client.ts';
import { sentenceOf } from '../../../api/problem.ts';
import { useSession } from '../../../api/session.ts';
import { Section } from '../../../shared/Section.tsx';
import { useChange } from '../../../shared/useChange.ts';

/** What people call one. The e-mail stands in histories and never changes. */
export function NameForm() {
  const { member } = useSession();
  // Null while it is as it was saved.
  const [edited, setEdited] = useState<string | null>(null);
  const name = edited ?? member.name;
  const rename = useChange({
    run: () => call(api.PATCH('/api/v1/account', { body: { name: name.trim() } })),
    touches: [['session'], ['members']],
    done: 'Saved.',
    showsError: true,
    onDone: () => setEdited(null),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <Section title="You">
      <form onSubmit={submit}>
        <Stack gap="sm" maw={480}>
          <Text size="sm">You sign in as <b>{member.email}</b>. Histories name you by it, so it never changes.</Text>
          <TextInput label="Name" value={name} maxLength={100} autoComplete="name" onChange={event => setEdited(event.currentTarget.value)} error={rename.isError ? sentenceOf(rename.error) : undefined} dir="auto" />
          <Group><Button type="submit" loading={rename.isPending} disabled={name.trim() === '' || name.trim() === member.name}>Save</Button></Group>
        </Stack>
      </form>
    </Section>
  );
}
