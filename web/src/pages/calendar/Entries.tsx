import { Skeleton, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { UseQueryResult } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, type MouseEvent, Suspense, useCallback, useContext, useState } from 'react';
import type { Place } from '../../api/planning.ts';
import { useMay, useWorkspace } from '../../api/session.ts';
import { Later } from '../../shared/Later.tsx';
import { lazily } from '../../shared/lazily.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Trouble } from '../../shared/Trouble.tsx';
import { SelectionContext } from '../posts/selectionStore.ts';
import { useCopy } from '../posts/useCopy.ts';
import { Agenda } from './Agenda.tsx';
import { wallTime } from './days.ts';
import { type Entry, idOf } from './entries.ts';
import { EntryMenu, type MenuPlace } from './EntryMenu.tsx';
import type { Accounts } from './Initials.tsx';
import { movability, soon, timeOn } from './moving.ts';
import { composeSearch } from './places/places.ts';
import type { Days } from './ranges.ts';
import type { View } from './search.ts';
import type { Moves } from './useMoves.tsx';

// A phone begins with the agenda, which does without it.
const Grid = lazy(() => import('./Grid.tsx').then(({ Grid }) => ({ default: Grid })));
const DayDialog = lazily(() => import('./dialogs/DayDialog.tsx'), 'DayDialog');
const RepeatDialog = lazily(() => import('../posts/series/RepeatDialog.tsx'), 'RepeatDialog');

interface Props {
  query: UseQueryResult<Entry[]>;
  /** Those of the query that are to be seen. */
  entries: readonly Entry[];
  /** The places to fill. */
  places: readonly Place[];
  view: View;
  date: string;
  days: Days;
  zone: string;
  today: string;
  isPhone: boolean;
  accounts: Accounts;
  moves: Moves;
  isFiltered: boolean;
  onOpen: (entry: Entry) => void;
  onDay: (day: string) => void;
  planDraft: (postId: string, at: Date) => void;
}

/** The entries in their view, and everything that can be done with them there. */
export function Entries({ query, entries, places, view, date, days, zone, today, isPhone, accounts, moves, isFiltered, onOpen, onDay, planDraft }: Props) {
  const navigate = useNavigate();
  const selection = useContext(SelectionContext);
  const copy = useCopy();
  const [repeated, setRepeated] = useState<string | null>(null);
  const mayEdit = useMay('edit_posts');
  const maySchedule = useMay('schedule_posts');
  const { approvalPolicy } = useWorkspace();
  const [fullDay, setFullDay] = useState<string | null>(null);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const canMove = useCallback((entry: Entry) => movability(entry, maySchedule, approvalPolicy).may, [maySchedule, approvalPolicy]);

  const openMenu = (entry: Entry, x: number, y: number) => setMenu({ entry, x, y, from: document.activeElement as HTMLElement | null });
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const element = event.target as HTMLElement;
    const marked = element.closest('[data-entry]') ?? element.querySelector(':scope > * [data-entry]');
    const entry = entries.find(one => idOf(one) === marked?.getAttribute('data-entry'));
    if (!entry || !marked) return;
    event.preventDefault();
    // The menu key has no place of its own.
    const box = marked.getBoundingClientRect();
    const isKey = event.clientX === 0 && event.clientY === 0;
    openMenu(entry, isKey ? box.left : event.clientX, isKey ? box.bottom : event.clientY);
  };

  const drop = (entry: Entry, at: Date, undo: () => void) => {
    if (at.getTime() < Date.now()) {
      undo();
      // A day that is still going on has room for it, only not at this time any more.
      if (wallTime(at, zone).day === today) moves.ask(entry, soon());
      notifications.show({ color: 'orange', title: 'That time has passed', message: <Text size="sm" c="var(--mantine-color-text)" span>Choose a later one.</Text>, closeButtonProps: { 'aria-label': 'Close' } });
    } else if (entry.jobId === null) {
      undo();
      // It is only a plan so far. Scheduling it is a step that somebody takes knowingly.
      moves.ask(entry, at);
    } else {
      moves.move({ what: entry, at });
    }
  };

  if (query.isError && query.data === undefined) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  return (
    <div onContextMenu={onContextMenu}>
      {query.isError && <Trouble error={query.error} retry={() => void query.refetch()} />}
      {view === 'agenda' ? (
        <Loaded query={query} rows={8}>
          {() => <Agenda key={days.first} entries={entries} places={places} accounts={accounts} zone={zone} today={today} mayEdit={mayEdit} isFiltered={isFiltered} timeOn={day => timeOn(day, zone)} onOpen={onOpen} onMenu={openMenu} />}
        </Loaded>
      ) : (
        <Suspense fallback={<Skeleton height="70dvh" radius="lg" aria-label="Loading" role="status" />}>
          <Grid
            key={`${view} ${days.first} ${zone}`}
            {...{ view, date, days, zone, isPhone, entries, places, accounts, canMove, onOpen, onDay }}
            onMore={setFullDay}
            onFill={place => void navigate({ to: '/compose', search: composeSearch(place) as never })}
            onDrop={drop}
            onDropDraft={planDraft}
            onEmpty={at => mayEdit && !selection?.isOn() && void navigate({ to: '/compose', search: { at: at.toISOString() } as never })}
          />
        </Suspense>
      )}
      <Later when={fullDay !== null}>
        <DayDialog
          day={fullDay}
          {...{ entries, places, accounts, zone }}
          onClose={() => setFullDay(null)}
          onDay={day => {
            setFullDay(null);
            onDay(day);
          }}
          onOpen={entry => {
            if (!selection?.isOn()) setFullDay(null);
            onOpen(entry);
          }}
        />
      </Later>
      <EntryMenu place={menu} movability={menu ? movability(menu.entry, maySchedule, approvalPolicy) : { may: true }} mayEdit={mayEdit} onClose={() => setMenu(null)} onLook={onOpen} onMove={entry => moves.ask(entry)} onCopy={entry => copy.mutate(entry.postId)} onRepeat={maySchedule ? entry => setRepeated(entry.postId) : undefined} />
      {repeated !== null && <Suspense><RepeatDialog postId={repeated} onClose={() => setRepeated(null)} /></Suspense>}
    </div>
  );
}
