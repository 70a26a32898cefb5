import { Button, Chip, Group, InputError, InputLabel, Modal, Stack, Text, TextInput } from '@mantine/core';
import { CircleAlert, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Slot } from '../../../../api/planning.ts';
import { useCategories } from '../../../../api/planning.ts';
import { useWorkspace } from '../../../../api/session.ts';
import { CategorySelect } from '../../../../shared/CategorySelect.tsx';
import { errorBeside, errorOf } from '../../../../shared/fieldErrors.ts';
import { Note } from '../../../../shared/Note.tsx';
import { zoneName } from '../../../../shared/times.ts';
import { firstWeekday } from '../../../calendar/days.ts';
import { useClockHits } from './ClockNotes.tsx';
import { useDeleteSlot, useSaveSlot } from './useSlotChanges.tsx';
import { daysFrom, type Weekday, weekdayWord, WORKDAYS } from './week.ts';

/** What the dialog is for: a slot to be made, perhaps for a day and time, or one to be changed. */
export type Asked = { kind: 'new'; day?: Weekday; time?: string } | { kind: 'change'; slot: Slot };

interface Props {
  /** Null while it is closed. */
  asked: Asked | null;
  channelId: string;
  account: string;
  onClose: () => void;
}

/** The days, time and category of a slot. */
export function SlotDialog({ asked, account, ...rest }: Props) {
  return (
    <Modal opened={asked !== null} onClose={rest.onClose} title={asked?.kind === 'change' ? `Change a slot of ${account}` : `New slot on ${account}`}>
      {asked !== null && <Form asked={asked} {...rest} />}
    </Modal>
  );
}

function Form({ asked, channelId, onClose }: Omit<Props, 'asked' | 'account'> & { asked: Asked }) {
  const { timeZone } = useWorkspace();
  const before = asked.kind === 'change' ? asked.slot : null;
  const [weekdays, setWeekdays] = useState<Weekday[]>(before?.weekdays ?? (asked.kind === 'new' && asked.day ? [asked.day] : []));
  const [time, setTime] = useState(before?.time ?? (asked.kind === 'new' ? asked.time : undefined) ?? '18:00');
  const [categoryId, setCategoryId] = useState(before?.categoryId ?? null);
  const hasCategories = (useCategories().data?.length ?? 0) > 0;
  const hits = useClockHits([{ time, weekdays }]);
  const save = useSaveSlot(channelId, before, onClose);
  const remove = useDeleteSlot(onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ weekdays, time, categoryId });
  };
  const beside = errorBeside(save.error ?? remove.error, ['weekdays', 'time', 'categoryId']);
  const daysWrong = errorOf(save.error, 'weekdays');
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
        <div>
          <Group justify="space-between" mb={6}>
            <InputLabel component="span" id="slot-days">Days</InputLabel>
            <Group gap={4}>
              <Button variant="subtle" size="compact-sm" onClick={() => setWeekdays([...WORKDAYS])}>{weekdayWord('monday', 'short')} to {weekdayWord('friday', 'short')}</Button>
              <Button variant="subtle" size="compact-sm" onClick={() => setWeekdays(daysFrom(1))}>Every day</Button>
            </Group>
          </Group>
          <Chip.Group multiple value={weekdays} onChange={days => setWeekdays(days as Weekday[])}>
            <Group gap={6} role="group" aria-labelledby="slot-days">
              {daysFrom(firstWeekday()).map(day => <Chip key={day} value={day} variant="outline" size="sm" aria-label={weekdayWord(day)}>{weekdayWord(day, 'short')}</Chip>)}
            </Group>
          </Chip.Group>
          {daysWrong !== undefined && <InputError mt={4}>{daysWrong}</InputError>}
        </div>
        <TextInput type="time" label="Time" description={`On the clocks of ${zoneName(timeZone)}.`} required withAsterisk={false} value={time} onChange={event => setTime(event.currentTarget.value)} error={errorOf(save.error, 'time')} data-autofocus />
        {(hasCategories || categoryId !== null) && <CategorySelect label="For posts of" none="Any category, or none" value={categoryId} onChange={setCategoryId} error={errorOf(save.error, 'categoryId')} />}
        <div role="status">{hits.map(words => <Text key={words} size="sm" c="dimmed">{words}</Text>)}</div>
        <Group justify="space-between" gap="xs">
          {before !== null ? (
            <Button variant="light" color="red" c="var(--state-red)" leftSection={<Trash2 size={16} aria-hidden />} loading={remove.isPending} onClick={() => remove.mutate(before)}>Delete</Button>
          ) : <span />}
          <Group gap="xs">
            <Button variant="default" onClick={onClose}>Not now</Button>
            <Button type="submit" loading={save.isPending} disabled={weekdays.length === 0 || time === ''}>{before === null ? 'Make it' : 'Save'}</Button>
          </Group>
        </Group>
        {before !== null && <Text size="sm" c="dimmed">Posts that lie in its places stay as they are.</Text>}
      </Stack>
    </form>
  );
}
