import { ActionIcon, Button, Menu } from '@mantine/core';
import { CirclePause, CirclePlay, EllipsisVertical, Pencil, Plug, RefreshCw, Unplug } from 'lucide-react';
import { useState } from 'react';
import { api, call, type Schemas } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useChange } from '../../shared/useChange.ts';
import { DisconnectDialog } from './DisconnectDialog.tsx';
import { RenameDialog } from './RenameDialog.tsx';
import { useResume } from './StateNote.tsx';

/** What can be done with an account. Nothing for who may not manage accounts. */
export function AccountActions({ channel, onReconnect }: { channel: Schemas['ChannelResponse']; onReconnect: () => void }) {
  const [dialog, setDialog] = useState<'rename' | 'disconnect' | null>(null);
  const path = { channelId: channel.id };
  const touches = [['channels'], ['channel', channel.id], ['jobs'], ['calendar']];
  const pause = useChange({ run: () => call(api.POST('/api/v1/channels/{channelId}/pause', { params: { path } })), touches, done: 'Paused. Its posts wait until you resume it.' });
  const refresh = useChange({ run: () => call(api.POST('/api/v1/channels/{channelId}/refresh-token', { params: { path } })), touches, done: 'The access was renewed.' });
  const resume = useResume(channel.id);
  if (!useMay('manage_channels')) return null;

  const isGone = channel.health === 'disconnected';
  const isPaused = channel.pausedAt !== null;
  const close = () => setDialog(null);
  return (
    <>
      {!isGone && (isPaused
        ? <Button variant="default" leftSection={<CirclePlay size={16} aria-hidden />} loading={resume.isPending} onClick={() => resume.mutate()}>Resume</Button>
        : <Button variant="default" leftSection={<CirclePause size={16} aria-hidden />} loading={pause.isPending} onClick={() => pause.mutate()}>Pause</Button>)}
      <Menu position="bottom-end" width={240} withinPortal={false}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="More to do with this account" loading={refresh.isPending}><EllipsisVertical size={18} aria-hidden /></ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={16} aria-hidden />} onClick={() => setDialog('rename')}>Rename…</Menu.Item>
          {!isGone && <Menu.Item leftSection={<RefreshCw size={16} aria-hidden />} onClick={() => refresh.mutate()}>Renew the access now</Menu.Item>}
          <Menu.Item leftSection={<Plug size={16} aria-hidden />} onClick={onReconnect}>Reconnect…</Menu.Item>
          {!isGone && (
            <>
              <Menu.Divider />
              <Menu.Item color="var(--state-red)" leftSection={<Unplug size={16} aria-hidden />} onClick={() => setDialog('disconnect')}>Disconnect…</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <RenameDialog opened={dialog === 'rename'} channel={channel} onClose={close} />
      <DisconnectDialog opened={dialog === 'disconnect'} channel={channel} onClose={close} />
    </>
  );
}
