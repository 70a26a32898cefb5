import { Chip, Group } from '@mantine/core';
import type { Schemas } from '../../../../api/client.ts';
import type { Slot } from '../../../../api/planning.ts';
import { PlatformMark } from '../../../../shared/PlatformMark.tsx';
import { placesAWeek } from './week.ts';

interface Props {
  accounts: readonly Schemas['ChannelResponse'][];
  slots: readonly Slot[];
  value: string;
  onChange: (channelId: string) => void;
}

/** Whose week is looked at, with how many places each has. */
export function AccountChoice({ accounts, slots, value, onChange }: Props) {
  return (
    <Chip.Group value={value} onChange={onChange}>
      <Group gap="xs" mb="md" role="radiogroup" aria-label="Account">
        {accounts.map(account => (
          <Chip key={account.id} value={account.id} variant="outline" size="sm">
            <PlatformMark platform={account.platform} size={14} /> @{account.username} · {placesAWeek(slots.filter(slot => slot.channelId === account.id))}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}
