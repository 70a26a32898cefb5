import { Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { useChannels } from '../../../api/session.ts';
import { DialogForm } from '../../../shared/DialogForm.tsx';
import { errorOf } from '../../../shared/fieldErrors.ts';
import { useChange } from '../../../shared/useChange.ts';
import { JOB_STATES, type JobState } from '../../../words/states.ts';
import { useAccountName } from '../../post/useNames.ts';

interface Props {
  onClose: () => void;
  onMade: (feed: Schemas['CalendarFeedResponse']) => void;
}

/** Makes a feed: its name, and what it shows. */
export default function NewFeedDialog({ onClose, onMade }: Props) {
  const channels = (useChannels().data ?? []).filter(channel => channel.state !== 'disconnected');
  const nameOf = useAccountName();
  const [name, setName] = useState('');
  const [channelIds, setChannelIds] = useState<string[]>([]);
  const [states, setStates] = useState<JobState[]>([]);
  const make = useChange({
    run: () => call(api.POST('/api/v1/calendar-feeds', { body: { name: name.trim(), channelIds, states } })),
    touches: [['calendar-feeds'], ['events']],
    showsError: true,
    onDone: onMade,
  });
  return (
    <Modal opened onClose={onClose} title="New calendar feed" size="lg">
      <DialogForm change={make} fields={['name', 'channelIds', 'states']} verb="Make the feed" isReady={name.trim() !== ''} onClose={onClose}>
        <TextInput label="Name" description="What calendar programs call it." required maxLength={100} value={name} onChange={event => setName(event.currentTarget.value)} error={errorOf(make.error, 'name')} autoComplete="off" data-autofocus />
        {channels.length > 1 && (
          <Checkbox.Group label="Only these accounts" description="All of them where none is chosen." value={channelIds} onChange={setChannelIds} error={errorOf(make.error, 'channelIds')}>
            <Stack gap="xs" mt={8}>
              {channels.map(channel => <Checkbox key={channel.id} value={channel.id} label={nameOf(channel.id)} />)}
            </Stack>
          </Checkbox.Group>
        )}
        <Checkbox.Group label="Only these states" description="Where none is chosen: all of them, and posts that are only planned." value={states} onChange={next => setStates(next as JobState[])} error={errorOf(make.error, 'states')}>
          <Group gap="md" mt={8}>
            {Object.entries(JOB_STATES).map(([state, words]) => <Checkbox key={state} value={state} label={words.word} />)}
          </Group>
        </Checkbox.Group>
      </DialogForm>
    </Modal>
  );
}
