import { Button, Group, Modal, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Place } from '../../../api/planning.ts';
import { AgendaRow } from '../AgendaRow.tsx';
import { dayWords, wallTime } from '../days.ts';
import { type Entry, idOf } from '../entries.ts';
import type { Accounts } from '../Initials.tsx';
import { PlaceLinks } from '../places/PlaceLinks.tsx';

/** So many entries are shown at a time. */
const PAGE = 60;

interface Props {
  /** Null while it is closed. */
  day: string | null;
  entries: readonly Entry[];
  /** Those to fill. */
  places: readonly Place[];
  accounts: Accounts;
  zone: string;
  onOpen: (entry: Entry) => void;
  onDay: (day: string) => void;
  onClose: () => void;
}

/** Everything on a day that has more than its place in the grid can show. */
export function DayDialog({ day, onClose, ...rest }: Props) {
  return (
    <Modal opened={day !== null} onClose={onClose} size="lg" title={day && dayWords(day, { weekday: 'long', day: 'numeric', month: 'long' })}>
      {day !== null && <OfDay key={day} day={day} {...rest} />}
    </Modal>
  );
}

function OfDay({ day, entries, places, accounts, zone, onOpen, onDay }: Omit<Props, 'day' | 'onClose'> & { day: string }) {
  const [shown, setShown] = useState(PAGE);
  const all = useMemo(() => entries.filter(entry => wallTime(entry.at, zone).day === day).sort((a, b) => a.at.localeCompare(b.at)), [entries, zone, day]);
  const free = useMemo(() => places.filter(place => wallTime(place.at, zone).day === day), [places, zone, day]);
  return (
    <Stack gap="sm">
      {all.length > 0 && (
        <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
          {all.slice(0, shown).map(entry => (
            <AgendaRow key={idOf(entry)} entry={entry} accounts={accounts} zone={zone} onOpen={onOpen} />
          ))}
        </Stack>
      )}
      <PlaceLinks places={free} accounts={accounts} zone={zone} />
      <Group justify="end">
        {all.length > shown && (
          <Button variant="default" onClick={() => setShown(shown + PAGE)}>
            Show more ({all.length - shown} left)
          </Button>
        )}
        <Button variant="default" onClick={() => onDay(day)}>
          Show the day
        </Button>
      </Group>
    </Stack>
  );
}
