import { Modal, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, call } from '../../../api/client.ts';
import { DialogForm } from '../../../shared/DialogForm.tsx';
import { errorOf } from '../../../shared/fieldErrors.ts';
import { useChange } from '../../../shared/useChange.ts';

interface Props {
  opened: boolean;
  hashtags: readonly string[];
  onClose: () => void;
}

/** Keeps the hashtags of a post under a name. */
export function NewSetDialog({ opened, hashtags, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keep these hashtags as a set">
      <Form hashtags={hashtags} onClose={onClose} />
    </Modal>
  );
}

function Form({ hashtags, onClose }: Omit<Props, 'opened'>) {
  const [name, setName] = useState('');
  const save = useChange({
    run: () => call(api.POST('/api/v1/hashtag-sets', { body: { name: name.trim(), hashtags: [...hashtags] } })),
    touches: [['hashtag-sets']],
    showsError: true,
    done: 'The set is kept.',
    onDone: onClose,
  });
  return (
    <DialogForm change={save} fields={['name']} verb="Keep it" isReady={name.trim() !== ''} onClose={onClose}>
      <Text size="sm" dir="auto" style={{ overflowWrap: 'anywhere' }}>{hashtags.map(tag => `#${tag}`).join(' ')}</Text>
      <TextInput label="Name" required maxLength={50} value={name} onChange={event => setName(event.currentTarget.value)} error={errorOf(save.error, 'name')} autoComplete="off" dir="auto" data-autofocus />
    </DialogForm>
  );
}
