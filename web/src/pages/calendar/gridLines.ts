import type { CalendarOptions } from '@fullcalendar/react';
import { firstWeekday } from './days.ts';
import type { View } from './search.ts';
import classes from './calendar.module.css';

const join = (...names: (string | false | undefined)[]): string => names.filter(Boolean).join(' ');

/** How the grid is drawn: it comes with no looks of its own. */
export const lines: CalendarOptions = {
  viewClass: classes['view'],
  tableHeaderClass: classes['head'],
  dayHeaderRowClass: classes['line'],
  dayHeaderClass: classes['line'],
  dayHeaderInnerClass: info => join(classes['dayName'], info.isToday && classes['isToday']),
  dayHeaderAlign: 'start',
  dayRowClass: classes['line'],
  dayCellClass: info => join(classes['line'], classes['day'], info.isPast && !info.isToday && classes['past'], info.isToday && classes['today'], info.isOther && classes['other']),
  dayCellTopClass: classes['dayTop'],
  dayCellTopInnerClass: info => join(classes['dayNumber'], info.isToday && classes['isToday']),
  dayCellBottomClass: classes['dayBottom'],
  dayLaneClass: info => join(classes['line'], classes['lane'], info.isPast && !info.isToday && classes['past'], info.isToday && classes['today']),
  dayLaneInnerClass: classes['laneInner'],
  slotLaneClass: info => join(classes['line'], info.isMinor && classes['minor']),
  slotHeaderClass: classes['slotHead'],
  slotHeaderInnerClass: classes['slotTime'],
  slotHeaderRowClass: classes['line'],
  slotHeaderDividerClass: classes['slotDivider'],
  fillerClass: classes['line'],
  eventClass: info => join(classes['event'], info.isDragging && classes['dragged'], info.isMirror && classes['mirror']),
  rowEventClass: classes['rowEvent'],
  columnEventClass: classes['columnEvent'],
  moreLinkClass: classes['more'],
  columnMoreLinkClass: classes['columnMore'],
  navLinkClass: classes['dayLink'],
  highlightClass: classes['highlight'],
  nowIndicatorLineClass: classes['now'],
  nowIndicatorHeaderClass: classes['nowMark'],
};

const NAMES = { month: 'dayGridMonth', week: 'timeGridWeek', day: 'timeGridDay' } as const;
/** So much of a day is listed; the rest is behind a link. */
export const MOST_IN_DAY = { month: 3, week: 12 } as const;

// The same for the axis and the entries, see `timeOfDay`.
const TIME: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };

/** How much is shown of what, in a view. A phone's week has no time axis: what is at the same time lies below each other, where a thumb can tell it apart. */
export const lookOf = (view: Exclude<View, 'agenda'>, isPhone: boolean, zone: string): CalendarOptions => ({
  initialView: view === 'week' && isPhone ? 'dayGridWeek' : NAMES[view],
  locale: new Intl.DateTimeFormat().resolvedOptions().locale,
  firstDay: firstWeekday(),
  headerToolbar: false,
  height: view === 'month' || (view === 'week' && isPhone) ? 'auto' : 'max(480px, calc(100dvh - 200px))',
  fixedWeekCount: false,
  dayMaxEvents: view === 'month' ? MOST_IN_DAY.month : MOST_IN_DAY.week,
  moreLinkText: count => `+${count} more`,
  moreLinkHint: count => `Show ${count} more`,
  allDaySlot: false,
  slotDuration: '00:30',
  slotHeaderInterval: '01:00',
  slotMinHeight: 30,
  snapDuration: '00:05',
  eventMinHeight: 26,
  eventShortHeight: 40,
  eventMaxStack: view === 'week' ? 2 : isPhone ? 3 : 6,
  slotEventOverlap: false,
  eventTimeFormat: TIME,
  slotHeaderFormat: TIME,
  dayHeaderFormat: view === 'month' ? { weekday: 'short' } : { weekday: 'short', day: 'numeric', month: 'numeric' },
  // A narrow header would leave out the day.
  ...(view === 'week' && isPhone && { dayHeaderContent: info => new Intl.DateTimeFormat(undefined, { weekday: 'narrow', day: 'numeric', timeZone: zone }).format(info.date) }),
  eventDisplay: 'block',
  // Places to fill come after what is planned.
  eventOrder: 'rank,start,title',
  eventDurationEditable: false,
  droppable: true,
  dragRevertDuration: 150,
  nowIndicator: true,
  navLinks: view === 'month',
  navLinkHint: text => `Show ${text}`,
});
