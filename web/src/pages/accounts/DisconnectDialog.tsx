import { List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, call, type Schemas } from '../../api/client.ts';
import { AskFirst } from '../../shared/AskFirst.tsx';
import { useChange } from '../../shared/useChange.ts';

/** States in which a post still waits for its account. */
const WAITING = ['scheduled', 'preparing', 'ready'] as const;

interface Props {
  opened: boolean;
  channel: Schemas['ChannelResponse'];
  onClose: () => void;
}

/** Forgets an account's access, after its name was typed and it was said what becomes of the posts that wait. */
export function DisconnectDialog({ opened, channel, onClose }: Props) {
  const waiting = useQuery({
    queryKey: ['jobs', 'waiting', channel.id],
    enabled: opened,
    queryFn: () => call(api.GET('/api/v1/jobs', { params: { query: { state: [...WAITING], channelId: channel.id, limit: 200 } } })),
  });
  const disconnect = useChange({
    run: () => call(api.DELETE('/api/v1/channels/{channelId}', { params: { path: { channelId: channel.id } } })),
    touches: [['channels'], ['channel', channel.id], ['jobs'], ['calendar']],
    done: 'Disconnected. The access is forgotten.',
    showsError: true,
    onDone: onClose,
  });
  return (
    <AskFirst opened={opened} title="Disconnect the account?" verb="Disconnect" typed={channel.username} busy={disconnect.isPending} error={disconnect.error} onYes={() => disconnect.mutate()} onClose={onClose}>
      <Stack gap="xs">
        <Text size="sm">The access to <b>@{channel.username}</b> is forgotten at once, and ended at the network where no other account needs it.</Text>
        <List size="sm" spacing={4}>
          <List.Item>{waiting.data === undefined ? 'Posts that wait for this account do not go out.' : sentence(waiting.data)}</List.Item>
          {waiting.data?.items.length !== 0 && <List.Item>They go on if you connect the account again inside their late window.</List.Item>}
          <List.Item>What was published stays published, and its history stays here.</List.Item>
        </List>
      </Stack>
    </AskFirst>
  );
}

function sentence({ items, nextCursor }: Schemas['PageOfJobResponse']): string {
  if (items.length === 0) return 'No post waits for this account.';
  const count = nextCursor === null ? `${items.length}` : `More than ${items.length}`;
  return items.length === 1 ? '1 post waits for this account. It will need your attention instead of going out.' : `${count} posts wait for this account. They will need your attention instead of going out.`;
}
