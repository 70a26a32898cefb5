import { Avatar, Group, Text } from '@mantine/core';
import type { Schemas } from '../../../api/client.ts';
import { platformName } from '../../../words/platforms.ts';

/** `harbour.bakery` is HB: a picture of the account would be fetched from the network. */
export const initials = (username: string): string =>
  username
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .slice(0, 2)
    .map(word => word.charAt(0).toUpperCase())
    .join('');

/** The round sign of an account. */
export function AccountSign({ channel, size = 36 }: { channel: Schemas['ChannelResponse'] | undefined; size?: number }) {
  return (
    <Avatar size={size} radius="xl" color="post" variant="filled" aria-hidden>
      {channel ? initials(channel.username) : '?'}
    </Avatar>
  );
}

/** An account as a line: its sign, its name, its network. */
export function Account({ channel }: { channel: Schemas['ChannelResponse'] | undefined }) {
  return (
    <Group gap="xs" wrap="nowrap" miw={0}>
      <AccountSign channel={channel} />
      <div style={{ minWidth: 0 }}>
        <Text fw={600} truncate>
          {channel ? `@${channel.username}` : 'Unknown account'}
        </Text>
        {channel && (
          <Text size="xs" c="dimmed">
            {platformName(channel.platform)}
          </Text>
        )}
      </div>
    </Group>
  );
}
