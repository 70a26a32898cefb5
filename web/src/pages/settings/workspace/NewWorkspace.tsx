import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { CircleAlert, Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call, chooseWorkspace } from '../../../api/client.ts';
import { errorBeside, errorOf } from '../../../shared/fieldErrors.ts';
import { Note } from '../../../shared/Note.tsx';
import { Section } from '../../../shared/Section.tsx';
import { viewerZone } from '../../../shared/times.ts';
import { useChange } from '../../../shared/useChange.ts';
import { TimeZoneSelect } from './TimeZoneSelect.tsx';

/** Opens another workspace and goes there. */
export function NewWorkspace() {
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Section title="Another workspace" about="With accounts, posts, members and rules of its own. Nothing of one workspace is seen in another." actions={<Button variant="default" leftSection={<Plus size={16} aria-hidden />} onClick={open}>New workspace…</Button>} />
      <Modal opened={isOpen} onClose={close} title="New workspace">
        <Form onClose={close} />
      </Modal>
    </>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [timeZone, setTimeZone] = useState(viewerZone());
  const create = useChange({
    run: () => call(api.POST('/api/v1/workspaces', { body: { name: name.trim(), timeZone } })),
    touches: [],
    showsError: true,
    onDone: workspace => {
      chooseWorkspace(workspace.id);
      // Nothing of the old workspace may be seen in the new one: the page begins anew.
      window.location.assign('/');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const beside = errorBeside(create.error, ['name', 'timeZone']);
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
        <TextInput label="Name" required maxLength={100} value={name} onChange={event => setName(event.currentTarget.value)} error={errorOf(create.error, 'name')} data-autofocus />
        <TimeZoneSelect inDialog label="Time zone" value={timeZone} onChange={setTimeZone} error={errorOf(create.error, 'timeZone')} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>Not now</Button>
          <Button type="submit" loading={create.isPending || create.isSuccess} disabled={name.trim() === ''}>Open it</Button>
        </Group>
      </Stack>
    </form>
  );
}
