import { ActionIcon, Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { CalendarDays, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Place } from '../../api/planning.ts';
import { Empty } from '../../shared/Empty.tsx';
import { AgendaRow } from './AgendaRow.tsx';
import { dayWords } from './days.ts';
import { byDay, type Entry, idOf } from './entries.ts';
import type { Accounts } from './Initials.tsx';
import { PlaceLinks } from './places/PlaceLinks.tsx';
import { withPlaces } from './places/places.ts';
import classes from './calendar.module.css';

/** So many entries are shown at a time. */
const PAGE = 100;

interface Props {
  entries: readonly Entry[];
  /** Those to fill. */
  places: readonly Place[];
  accounts: Accounts;
  zone: string;
  today: string;
  mayEdit: boolean;
  isFiltered: boolean;
  /** When a new post on a day would go out; null for a day that has passed. */
  timeOn: (day: string) => Date | null;
  onOpen: (entry: Entry) => void;
  onMenu: (entry: Entry, x: number, y: number) => void;
}

/** The entries as a list, day by day. */
export function Agenda({ entries, places, accounts, zone, today, mayEdit, isFiltered, timeOn, onOpen, onMenu }: Props) {
  const [shown, setShown] = useState(PAGE);
  const days = useMemo(() => withPlaces(byDay(entries, zone), places, zone), [entries, places, zone]);
  let left = shown;
  if (days.length === 0) {
    return (
      <Empty icon={CalendarDays} title={isFiltered ? 'Nothing here fits the filter' : 'Nothing is planned on these days'}>
        {isFiltered ? 'There may be other posts on these days.' : 'A post shows here as soon as it has a time.'}
      </Empty>
    );
  }
  return (
    <Stack gap="lg">
      {days.map(([day, all, free]) => {
        if (left <= 0) return null;
        const some = all.slice(0, left);
        left -= all.length;
        const at = timeOn(day);
        return (
          <Box component="section" key={day} aria-labelledby={`day-${day}`}>
            <Group className={classes['agendaHead']} justify="space-between" py={6} wrap="nowrap">
              <Title order={3} size="h5" id={`day-${day}`}>
                {day === today && <Text span inherit c="var(--state-blue)">Today, </Text>}
                {dayWords(day, { weekday: 'long', day: 'numeric', month: 'short' })}
                <Text span size="sm" c="dimmed" ml="xs" style={{ whiteSpace: 'nowrap' }}>{all.length === 0 ? 'nothing planned' : all.length === 1 ? '1 post' : `${all.length} posts`}</Text>
              </Title>
              {mayEdit && at && (
                <ActionIcon component={Link} to="/compose" search={{ at: at.toISOString() } as never} variant="subtle" color="gray" c="dimmed" size={32} aria-label={`New post on ${dayWords(day, { day: 'numeric', month: 'long' })}`}>
                  <Plus size={18} aria-hidden />
                </ActionIcon>
              )}
            </Group>
            {some.length > 0 && (
              <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
                {some.map(entry => (
                  <AgendaRow key={idOf(entry)} entry={entry} accounts={accounts} zone={zone} onOpen={onOpen} onMenu={onMenu} />
                ))}
              </Stack>
            )}
            <Box mt={some.length > 0 ? 6 : 0}><PlaceLinks places={free} accounts={accounts} zone={zone} /></Box>
          </Box>
        );
      })}
      {entries.length > shown && (
        <Button variant="default" onClick={() => setShown(shown + PAGE)}>
          Show more ({entries.length - shown} left)
        </Button>
      )}
    </Stack>
  );
}
