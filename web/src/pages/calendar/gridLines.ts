import type { CalendarOptions } from '@fullcalendar/react';
import classes from './calendar.module.css';

const join = (...names: (string | false | undefined)[]): string => names.filter(Boolean).join(' ');

/** How the grid is drawn: it comes with no looks of its own. */
export const lines: CalendarOptions = {
  viewClass: classes['view'],
  tableHeaderClass: classes['head'],
  dayHeaderRowClass: classes['line'],
  dayHeaderClass: info => join(classes['line'], info.inPopover && classes['popoverHead']),
  dayHeaderInnerClass: info => join(classes['dayName'], info.isToday && !info.inPopover && classes['isToday']),
  dayHeaderAlign: 'start',
  dayRowClass: classes['line'],
  dayCellClass: info => join(classes['line'], classes['day'], info.isPast && !info.isToday && classes['past'], info.isToday && classes['today'], info.isOther && classes['other']),
  dayCellTopClass: classes['dayTop'],
  dayCellTopInnerClass: info => join(classes['dayNumber'], info.isToday && classes['isToday']),
  dayCellInnerClass: info => (info.inPopover ? classes['popoverBody'] : undefined),
  dayCellBottomClass: classes['dayBottom'],
  dayLaneClass: info => join(classes['line'], classes['lane'], info.isPast && !info.isToday && classes['past'], info.isToday && classes['today']),
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
  popoverClass: classes['popover'],
  popoverCloseClass: classes['popoverClose'],
  highlightClass: classes['highlight'],
  nowIndicatorLineClass: classes['now'],
  nowIndicatorHeaderClass: classes['nowMark'],
};
