import '@fullcalendar/react/skeleton.css';
import FullCalendar from '@fullcalendar/react';
import type { CalendarOptions, EventDisplayInfo } from '@fullcalendar/react';
import dayGridPlugin from '@fullcalendar/react/daygrid';
import interactionPlugin from '@fullcalendar/react/interaction';
import timeGridPlugin from '@fullcalendar/react/timegrid';
import { useCallbackRef } from '@mantine/hooks';
import { useMemo } from 'react';
import type { Place } from '../../api/planning.ts';
import { wallTime } from './days.ts';
import type { Entry } from './entries.ts';
import { EntryChip } from './EntryChip.tsx';
import { toEvent } from './grid.ts';
import { lines, lookOf, MOST_IN_DAY } from './gridLines.ts';
import type { Accounts } from './Initials.tsx';
import { timeOn } from './moving.ts';
import { PlaceChip } from './places/PlaceChip.tsx';
import { toPlaceEvent } from './places/placeEvents.ts';
import { fitting, type PlacesOfDay } from './places/places.ts';
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
  /** Those to fill. */
  places: readonly Place[];
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
  /** A day has more than it can show, and all of it was asked for. */
  onMore: (day: string) => void;
  /** A place was chosen to be filled. */
  onFill: (place: Place) => void;
}

/** Month, week and day. It is built anew for other days or another zone (give it a `key`), since it takes those only at its start. */
export function Grid({ view, date, days, zone, isPhone, entries, places, accounts, canMove, ...props }: Props) {
  const planned = useMemo(() => entries.map(entry => toEvent(entry, zone, canMove(entry))), [entries, zone, canMove]);
  const events = useMemo(() => {
    // A list of a day has room for so many. With a time axis everything has a place of its own.
    const shown = view === 'month' || (view === 'week' && isPhone) ? fitting(places, entries, zone, MOST_IN_DAY[view]) : places;
    return [...planned, ...shown.map(place => toPlaceEvent(place, zone))];
  }, [planned, entries, places, zone, view, isPhone]);
  // With new options the grid would draw every entry again, so these stay the same ones.
  const on = {
    open: useCallbackRef(props.onOpen),
    drop: useCallbackRef(props.onDrop),
    dropDraft: useCallbackRef(props.onDropDraft),
    empty: useCallbackRef(props.onEmpty),
    day: useCallbackRef(props.onDay),
    more: useCallbackRef(props.onMore),
    fill: useCallbackRef(props.onFill),
  };
  const options = useMemo((): CalendarOptions => {
    const now = wallTime(Date.now(), zone);
    const isNow = days.first <= now.day && now.day < days.end;
    return {
      ...lines,
      ...lookOf(view, isPhone, zone),
      plugins: [dayGridPlugin, timeGridPlugin, interactionPlugin],
      initialDate: date,
      timeZone: zone,
      scrollTime: isNow ? { hours: Math.max(0, Number(now.time.slice(0, 2)) - 2) } : '07:00',
      eventContent: (info: EventDisplayInfo) => placeOf(info.event) ? <PlaceChip place={placeOf(info.event)!} accounts={accounts} zone={zone} narrow={info.isNarrow} /> : <EntryChip entry={entryOf(info.event)} accounts={accounts} zone={zone} short={info.isShort} narrow={info.isNarrow} />,
      // Days that are over take nothing; the cursor says so while something is dragged.
      eventAllow: span => wallTime(span.start, zone).day >= wallTime(Date.now(), zone).day,
      moreLinkClick: ({ date: day }) => {
        on.more(wallTime(day, zone).day);
        return NO_POPOVER;
      },
      navLinkDayClick: day => on.day(wallTime(day, zone).day),
      eventClick: ({ event, jsEvent }) => {
        jsEvent.preventDefault();
        const place = placeOf(event);
        if (place === undefined) on.open(entryOf(event));
        else if ('count' in place) on.more(place.day);
        else on.fill(place);
      },
      eventDrop: ({ event, revert }) => event.start && on.drop(entryOf(event), event.start, revert),
      drop: ({ draggedEl, ...place }) => {
        const at = timeAt(place, zone);
        if (at && draggedEl.dataset['post']) on.dropDraft(draggedEl.dataset['post'], at);
      },
      dateClick: place => {
        const at = timeAt(place, zone);
        if (at) on.empty(at);
      },
    };
    // What is in `on` never changes.
  }, [view, date, days.first, days.end, zone, isPhone, accounts]);
  return (
    <div className={classes['grid']} data-view={view}>
      <FullCalendar {...options} events={events} />
    </div>
  );
}

/** What keeps the grid from opening a popover of its own: neither its name nor that of a view. */
const NO_POPOVER = true as unknown as string;

const entryOf = (event: { extendedProps: Record<string, unknown> }) => event.extendedProps['entry'] as Entry;

const placeOf = (event: { extendedProps: Record<string, unknown> }) => event.extendedProps['place'] as Place | PlacesOfDay | undefined;

/** The time of a place in the grid, which is a whole day in a month. Null for one that has passed. */
function timeAt({ date, dateStr, allDay }: { date: Date; dateStr: string; allDay: boolean }, zone: string): Date | null {
  if (allDay) return timeOn(dateStr.slice(0, 10), zone);
  return date.getTime() > Date.now() ? date : null;
}
