import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { api, call } from '../../../../api/client.ts';
import type { Slot } from '../../../../api/planning.ts';
import { useChange } from '../../../../shared/useChange.ts';
import { daysInWords } from './week.ts';

type Wanted = Pick<Slot, 'weekdays' | 'time' | 'categoryId'>;

const TOUCHED = [['slots']] as const;

const create = (channelId: string, wanted: Wanted) => call(api.POST('/api/v1/slots', { body: { channelId, weekdays: wanted.weekdays, time: wanted.time, categoryId: wanted.categoryId } }));

/** Makes a slot of an account, or changes one. */
export function useSaveSlot(channelId: string, before: Slot | null, onDone: () => void) {
  return useChange({
    run: (wanted: Wanted) => before === null ? create(channelId, wanted) : call(api.PATCH('/api/v1/slots/{slotId}', { params: { path: { slotId: before.id } }, body: wanted })),
    touches: TOUCHED,
    showsError: true,
    onDone,
  });
}

/** Deletes a slot at once, with a way back for a moment. */
export function useDeleteSlot(onDone: () => void) {
  const restore = useChange({ run: (slot: Slot) => create(slot.channelId, slot), touches: TOUCHED, done: 'The slot is back.' });
  return useChange({
    run: (slot: Slot) => call(api.DELETE('/api/v1/slots/{slotId}', { params: { path: { slotId: slot.id } } })),
    touches: TOUCHED,
    showsError: true,
    onDone: (_, slot) => {
      onDone();
      const id = `slot-${slot.id}`;
      notifications.show({
        id,
        color: 'green',
        autoClose: 8_000,
        title: 'The slot is deleted',
        message: (
          <Group justify="space-between" wrap="nowrap">
            <Text size="sm" c="var(--mantine-color-text)" span>{slot.time}, {daysInWords(slot.weekdays)}</Text>
            <Button size="compact-sm" variant="default" onClick={() => { notifications.hide(id); restore.mutate(slot); }}>Undo</Button>
          </Group>
        ),
        closeButtonProps: { 'aria-label': 'Close this message' },
      });
    },
  });
}
