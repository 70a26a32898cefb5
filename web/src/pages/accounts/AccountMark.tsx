import { Avatar, Indicator, ThemeIcon } from '@mantine/core';
import { PlatformMark } from '../../shared/PlatformMark.tsx';

/** An account's initials with its platform's mark. The picture of the network is not loaded: no request leaves this server. */
export function AccountMark({ name, platform, size = 44 }: { name: string; platform: string; size?: number }) {
  return (
    <Indicator
      position="bottom-end"
      offset={4}
      size={20}
      styles={{ indicator: { padding: 0, background: 'transparent' } }}
      label={<ThemeIcon size={20} radius="xl" color="dark.6" aria-hidden><PlatformMark platform={platform} size={12} /></ThemeIcon>}
    >
      <Avatar name={name.replace(/^@/, '')} color="post.8" variant="filled" size={size} radius="xl" aria-hidden alt="" />
    </Indicator>
  );
}
