import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api, call } from '../../../api/client.ts';
import { errorBeside, errorOf } from '../../../shared/fieldErrors.ts';
import { Note } from '../../../shared/Note.tsx';
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
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const beside = errorBeside(save.error, ['name']);
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
        <Text size="sm" dir="auto" style={{ overflowWrap: 'anywhere' }}>{hashtags.map(tag => `#${tag}`).join(' ')}</Text>
        <TextInput label="Name" required maxLength={50} value={name} onChange={event => setName(event.currentTarget.value)} error={errorOf(save.error, 'name')} autoComplete="off" dir="auto" data-autofocus />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>Not now</Button>
          <Button type="submit" loading={save.isPending} disabled={name.trim() === ''}>Keep it</Button>
        </Group>
      </Stack>
    </form>
  );
}
