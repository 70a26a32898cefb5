import { Group, NativeSelect, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useWorkspace } from '../../../api/session.ts';
import { dateTime, fromNow, viewerZone, zoneName } from '../../../shared/times.ts';
import { instantOf, nextHour, wallOf } from '../../../shared/wall.ts';
import type { BulkAction } from './actions.ts';
import { shiftOf } from './rehearsal.ts';
import type { Wish } from './send.ts';

type Unit = 'days' | 'hours' | 'minutes';

/** What the fields of an action hold. */
export interface Fields {
  amount: number | string;
  unit: Unit;
  isEarlier: boolean;
  /** On the workspace's clock. */
  wall: string;
}

/** What the fields begin with. */
export const startOf = (zone: string): Fields => ({ amount: 1, unit: 'days', isEarlier: false, wall: nextHour(zone) });

/** What the fields ask for; null while that is nothing sensible. */
export function wishOf(action: BulkAction, { amount, unit, isEarlier, wall }: Fields, force: boolean, timeZone: string): Wish | null {
  if (action === 'move') return typeof amount === 'number' && Number.isInteger(amount) && amount > 0 ? { action, force, ...shiftOf(amount, unit, isEarlier) } : null;
  if (action === 'schedule') return wall === '' ? null : { action, force, localTime: wall, timeZone };
  return action === 'next_slot' ? { action, force } : { action };
}

const MOST: Record<Unit, number> = { days: 3_660, hours: 87_840, minutes: 5_270_400 };

/** The fields of an action; most have none. */
export function WishFields({ action, fields, error, onChange }: { action: BulkAction; fields: Fields; error: (field: string) => string | undefined; onChange: (change: Partial<Fields>) => void }) {
  const { timeZone } = useWorkspace();
  if (action === 'move') {
    return (
      <Group gap="sm" align="start" wrap="nowrap">
        <NumberInput label="By" value={fields.amount} onChange={amount => onChange({ amount })} min={1} max={MOST[fields.unit]} allowDecimal={false} w={110} data-autofocus autoFocus error={error('shiftDays') ?? error('shiftMinutes')} />
        <NativeSelect label="Unit" value={fields.unit} onChange={event => onChange({ unit: event.currentTarget.value as Unit })} data={['days', 'hours', 'minutes']} w={120} />
        <NativeSelect label="Direction" value={fields.isEarlier ? 'earlier' : 'later'} onChange={event => onChange({ isEarlier: event.currentTarget.value === 'earlier' })} data={['later', 'earlier']} w={120} />
      </Group>
    );
  }
  if (action !== 'schedule') return null;
  const at = instantOf(fields.wall, timeZone);
  return (
    <Stack gap={4}>
      <TextInput type="datetime-local" label="Date and time" description={`On the clock of ${zoneName(timeZone, at ?? undefined)}`} value={fields.wall} min={wallOf(Date.now(), timeZone)} onChange={event => onChange({ wall: event.currentTarget.value })} maw={280} required withAsterisk={false} data-autofocus autoFocus error={error('at') ?? error('localTime')} />
      {at && <Text size="sm" c="dimmed">That is {fromNow(at)}{dateTime(at, viewerZone()) !== dateTime(at, timeZone) && `, ${dateTime(at, viewerZone())} on your clock`}.</Text>}
    </Stack>
  );
}
