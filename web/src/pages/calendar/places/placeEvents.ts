import type { EventInput } from '@fullcalendar/react';
import type { Place } from '../../../api/planning.ts';
import { wallTime } from '../days.ts';
import classes from './places.module.css';
import { placeId, type PlacesOfDay } from './places.ts';

/** How tall a place is drawn in a week or day: shorter than an entry, so that it pushes none aside that comes soon after. */
const DRAWN_MINUTES = 25;

/** A place as the grid wants it: behind what is planned, and never moved. */
export function toPlaceEvent(place: Place | PlacesOfDay, zone: string): EventInput {
  const { time } = wallTime(place.at, zone);
  const untilMidnight = 24 * 60 - Number(time.slice(0, 2)) * 60 - Number(time.slice(3));
  return {
    id: 'count' in place ? `places ${place.day}` : placeId(place),
    start: place.at,
    end: new Date(Date.parse(place.at) + Math.min(DRAWN_MINUTES, untilMidnight) * 60_000 - 1).toISOString(),
    startEditable: false,
    className: classes.place,
    extendedProps: { place, rank: 1 },
  };
}
