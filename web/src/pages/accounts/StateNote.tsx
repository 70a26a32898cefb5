import { Button, Group, Text } from '@mantine/core';
import { CirclePause, Plug } from 'lucide-react';
import { api, call, type Schemas } from '../../api/client.ts';
import { useMay, useWorkspace } from '../../api/session.ts';
import { Note } from '../../shared/Note.tsx';
import { dateTime } from '../../shared/times.ts';
import { useChange } from '../../shared/useChange.ts';
import { HEALTH } from './health.ts';

/** What stands in the way of this account's posts, and the button that takes it away. Nothing where nothing does. */
export function StateNote({ channel, onReconnect }: { channel: Schemas['ChannelResponse']; onReconnect: () => void }) {
  const mayManage = useMay('manage_channels');
  const { timeZone } = useWorkspace();
  const { means, icon: Icon, needsPerson, word, colour } = HEALTH[channel.health];
  const isGone = channel.health === 'disconnected';
  return (
    <>
      {(needsPerson || isGone || channel.health === 'renewal_failing') && (
        <Note colour={colour} icon={Icon} title={word}>
          <Text size="sm">{means}</Text>
          {mayManage ? (
            <Group mt="xs"><Button size="xs" leftSection={<Plug size={14} aria-hidden />} onClick={onReconnect}>Reconnect</Button></Group>
          ) : (
            <Text size="sm" mt={4}>Ask an admin or owner to reconnect it.</Text>
          )}
        </Note>
      )}
      {channel.pausedAt !== null && !isGone && (
        <Note colour="yellow" icon={CirclePause} title="Paused">
          <Text size="sm">Paused since {dateTime(channel.pausedAt, timeZone)}. Its posts wait; one whose late window ends meanwhile follows its late policy.</Text>
        </Note>
      )}
    </>
  );
}

/** Lets the posts of an account go out again. */
export const useResume = (channelId: string) =>
  useChange({
    run: () => call(api.POST('/api/v1/channels/{channelId}/resume', { params: { path: { channelId } } })),
    touches: [['channels'], ['channel', channelId], ['jobs'], ['calendar']],
    done: 'Resumed. What waited goes out inside its late window.',
  });
