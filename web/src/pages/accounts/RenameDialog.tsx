import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { api, call, type Schemas } from '../../api/client.ts';
import { sentenceOf } from '../../api/problem.ts';
import { useChange } from '../../shared/useChange.ts';

interface Props {
  opened: boolean;
  channel: Schemas['ChannelResponse'];
  onClose: () => void;
}

/** Gives an account the name that people see here. */
export function RenameDialog({ opened, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={rest.onClose} title="Rename the account">
      <Form {...rest} />
    </Modal>
  );
}

function Form({ channel, onClose }: Omit<Props, 'opened'>) {
  const [name, setName] = useState(channel.displayName ?? '');
  const rename = useChange({
    run: () => call(api.PATCH('/api/v1/channels/{channelId}', { params: { path: { channelId: channel.id } }, body: { displayName: name.trim() || null } })),
    touches: [['channels'], ['channel', channel.id], ['calendar']],
    done: 'Renamed.',
    showsError: true,
    onDone: onClose,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label="Name"
          description={`Only here; at the network it stays @${channel.username}. Left empty, that name is shown.`}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
          maxLength={100}
          error={rename.isError ? sentenceOf(rename.error) : undefined}
          dir="auto"
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>Keep it as it is</Button>
          <Button type="submit" loading={rename.isPending}>Rename</Button>
        </Group>
      </Stack>
    </form>
  );
}
