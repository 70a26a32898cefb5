import '@fullcalendar/react/skeleton.css';
import FullCalendar from '@fullcalendar/react';
import type { CalendarOptions, EventDisplayInfo } from '@fullcalendar/react';
import dayGridPlugin from '@fullcalendar/react/daygrid';
import interactionPlugin from '@fullcalendar/react/interaction';
import timeGridPlugin from '@fullcalendar/react/timegrid';
import { X } from 'lucide-react';
import { useMemo } from 'react';
import { firstWeekday, wallTime } from './days.ts';
import type { Entry } from './entries.ts';
import { EntryChip } from './EntryChip.tsx';
import { toEvent } from './grid.ts';
import { lines } from './gridLines.ts';
import type { Accounts } from './Initials.tsx';
import { timeOn } from './moving.ts';
import type { Days } from './ranges.ts';
import type { View } from './search.ts';
import classes from './calendar.module.css';

interface Props {
  view: Exclude<View, 'agenda'>;
  date: string;
  days: Days;
  zone: string;
  isPhone: boolean;
  entries: readonly Entry[];
  accounts: Accounts;
  canMove: (entry: Entry) => boolean;
  onOpen: (entry: Entry) => void;
  /** An entry was dropped on another time. `undo` puts it back on the screen. */
  onDrop: (entry: Entry, at: Date, undo: () => void) => void;
  /** A draft was dropped from the list beside the grid. */
  onDropDraft: (postId: string, at: Date) => void;
  /** An empty place was chosen. */
  onEmpty: (at: Date) => void;
  onDay: (day: string) => void;
}

const VIEW_NAMES = { month: 'dayGridMonth', week: 'timeGridWeek', day: 'timeGridDay' } as const;
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };

/** Month, week and day. It is built anew for other days or another zone (give it a `key`), since it takes those only at its start. */
export function Grid({ view, date, days, zone, isPhone, entries, accounts, canMove, onOpen, onDrop, onDropDraft, onEmpty, onDay }: Props) {
  const events = useMemo(() => entries.map(entry => toEvent(entry, zone, canMove(entry))), [entries, zone, canMove]);
  const entryOf = (event: { extendedProps: Record<string, unknown> }) => event.extendedProps['entry'] as Entry;

  const place = (at: Date, dateStr: string, isDay: boolean): Date | null => (isDay ? timeOn(dateStr.slice(0, 10), zone) : at.getTime() > Date.now() ? at : null);
  const now = wallTime(Date.now(), zone);
  const isNow = days.first <= now.day && now.day < days.end;
  const options: CalendarOptions = {
    plugins: [dayGridPlugin, timeGridPlugin, interactionPlugin],
    initialView: VIEW_NAMES[view],
    initialDate: date,
    timeZone: zone,
    locale: new Intl.DateTimeFormat().resolvedOptions().locale,
    firstDay: firstWeekday(),
    headerToolbar: false,
    height: view === 'month' ? 'auto' : 'max(480px, calc(100dvh - 200px))',
    fixedWeekCount: false,
    dayMaxEvents: 3,
    moreLinkText: count => `+${count} more`,
    moreLinkHint: count => `Show ${count} more`,
    closeHint: 'Close',
    allDaySlot: false,
    slotDuration: '00:30',
    slotHeaderInterval: '01:00',
    slotMinHeight: 30,
    snapDuration: '00:05',
    scrollTime: isNow ? { hours: Math.max(0, Number(now.time.slice(0, 2)) - 2) } : '07:00',
    eventMinHeight: 26,
    eventShortHeight: 40,
    eventMaxStack: isPhone ? (view === 'day' ? 3 : 1) : view === 'day' ? 6 : 3,
    slotEventOverlap: false,
    eventTimeFormat: TIME,
    slotHeaderFormat: TIME,
    dayHeaderFormat: view === 'month' ? { weekday: 'short' } : { weekday: 'short', day: 'numeric', month: 'numeric' },
    eventDisplay: 'block',
    eventOrder: 'start,title',
    eventDurationEditable: false,
    droppable: true,
    dragRevertDuration: 150,
    nowIndicator: true,
    navLinks: view === 'month',
    navLinkHint: text => `Show ${text}`,
    navLinkDayClick: day => onDay(wallTime(day, zone).day),
    eventContent: (info: EventDisplayInfo) => <EntryChip entry={entryOf(info.event)} accounts={accounts} zone={zone} short={info.isShort} narrow={info.isNarrow} />,
    eventClick: ({ event, jsEvent }) => {
      jsEvent.preventDefault();
      onOpen(entryOf(event));
    },
    // Days that are over take nothing; the cursor says so while something is dragged.
    eventAllow: span => span.end.getTime() > Date.now(),
    eventDrop: ({ event, revert }) => event.start && onDrop(entryOf(event), event.start, revert),
    drop: ({ date: at, dateStr, allDay, draggedEl }) => {
      const to = place(at, dateStr, allDay);
      if (to && draggedEl.dataset['post']) onDropDraft(draggedEl.dataset['post'], to);
    },
    dateClick: ({ date: at, dateStr, allDay }) => {
      const to = place(at, dateStr, allDay);
      if (to) onEmpty(to);
    },
    popoverCloseContent: () => <X size={16} aria-hidden />,
    ...lines,
  };
  return (
    <div className={classes['grid']} data-view={view}>
      <FullCalendar {...options} events={events} />
    </div>
  );
}
