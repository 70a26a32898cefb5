import { Button, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { api, call, chooseWorkspace } from '../../../api/client.ts';
import { DialogForm } from '../../../shared/DialogForm.tsx';
import { errorOf } from '../../../shared/fieldErrors.ts';
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
  return (
    <DialogForm change={create} fields={['name', 'timeZone']} verb="Open it" isReady={name.trim() !== ''} isLeaving={create.isSuccess} onClose={onClose}>
      <TextInput label="Name" required maxLength={100} value={name} onChange={event => setName(event.currentTarget.value)} error={errorOf(create.error, 'name')} data-autofocus />
      <TimeZoneSelect inDialog label="Time zone" value={timeZone} onChange={setTimeZone} error={errorOf(create.error, 'timeZone')} />
    </DialogForm>
  );
}
