import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { api, call } from '../../api/client.ts';
import { sentenceOf } from '../../api/problem.ts';
import { errorOf } from '../fieldErrors.ts';
import type { Uploaded } from './upload.ts';

interface Props {
  onClose: () => void;
  onArrived: (uploaded: Uploaded) => void;
}

/** Has the server fetch a picture or video from the web. The browser itself goes nowhere. */
export function FromWeb({ onClose, onArrived }: Props) {
  const queries = useQueryClient();
  const [address, setAddress] = useState('');
  const stop = useRef<AbortController>(null);
  const fetching = useMutation({
    mutationFn: async (url: string): Promise<Uploaded> => {
      stop.current = new AbortController();
      // With an address there is no body; the description of the API knows only the other way.
      const answer = api.POST('/api/v1/media', { params: { query: { url } }, body: '', bodySerializer: () => '', signal: stop.current.signal });
      const media = await call(answer);
      return { media, isNew: (await answer).response.status === 201 };
    },
    onSuccess: uploaded => {
      void queries.invalidateQueries({ queryKey: ['media'] });
      onArrived(uploaded);
      onClose();
    },
  });
  const close = () => {
    stop.current?.abort();
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (address.trim() !== '' && !fetching.isPending) fetching.mutate(address.trim());
  };
  return (
    <Modal opened onClose={close} title="Add from the web">
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          <TextInput
            type="url" inputMode="url" label="Address of a picture or video" description="Of the file itself, not of a page that shows it. The server fetches it and keeps a copy." placeholder="https://" value={address} data-autofocus autoComplete="off" spellCheck={false}
            onChange={event => {
              setAddress(event.currentTarget.value);
              if (fetching.isError) fetching.reset();
            }}
            error={fetching.isError ? (errorOf(fetching.error, 'url') ?? sentenceOf(fetching.error)) : undefined}
          />
          <Text size="sm" c="dimmed" role="status">{fetching.isPending ? 'The server is fetching it. A large video takes a while.' : ''}</Text>
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={close}>{fetching.isPending ? 'Stop' : 'Back'}</Button>
            <Button type="submit" loading={fetching.isPending} disabled={address.trim() === ''}>Add it</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
