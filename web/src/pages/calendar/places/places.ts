import type { Place } from '../../../api/planning.ts';
import type { Schemas } from '../../../api/client.ts';
import { wallTime } from '../days.ts';
import type { Entry } from '../entries.ts';
import type { Filter } from '../search.ts';

/** What names a place: its slot comes round again and again. */
export const placeId = (place: Place): string => `${place.slotId} ${place.at}`;

/** The places that are still to be filled and that a filter lets through. A place has neither state nor type: who looks for one of these looks for posts.
 * @param channels Those of the workspace; on one that is disconnected nothing can be planned. */
export function toFill(places: readonly Place[], filter: Filter, channels: ReadonlyMap<string, Pick<Schemas['ChannelResponse'], 'state'>>, now = Date.now()): Place[] {
  if (filter.states.length > 0 || filter.types.length > 0) return [];
  return places.filter(place =>
    place.postId === null && Date.parse(place.at) > now &&
    (channels.get(place.channelId)?.state ?? 'disconnected') !== 'disconnected' &&
    (filter.accounts.length === 0 || filter.accounts.includes(place.channelId)) &&
    // One for any post is also one for these.
    (filter.categories.length === 0 || place.categoryId === null || filter.categories.includes(place.categoryId)));
}

/** Places without those that a post of their account comes too close to: there the server finds no room either.
 * @param conflictMs Closer than this to another post of the account, a post is refused. */
export function withRoom(places: readonly Place[], entries: readonly Pick<Entry, 'at' | 'state' | 'channelIds'>[], conflictMs: number): Place[] {
  const taken = new Map<string, number[]>();
  for (const { at, state, channelIds } of entries) {
    if (state === 'cancelled' || state === 'failed') continue;
    for (const id of channelIds) {
      const times = taken.get(id);
      if (times) times.push(Date.parse(at));
      else taken.set(id, [Date.parse(at)]);
    }
  }
  return places.filter(place => {
    const at = Date.parse(place.at);
    return !taken.get(place.channelId)?.some(other => Math.abs(other - at) < conflictMs);
  });
}

const days = new WeakMap<object, { zone: string; day: string }>();

/** The day of an entry or a place in a zone. What is known is not worked out again: there may be thousands, and only one was moved. */
function dayOf(thing: Entry | Place, zone: string): string {
  const known = days.get(thing);
  if (known?.zone === zone) return known.day;
  const { day } = wallTime(thing.at, zone);
  days.set(thing, { zone, day });
  return day;
}

/** Days with their entries and places. */
export type DayWithPlaces = [day: string, entries: readonly Entry[], places: readonly Place[]];

/** Days with entries, and those with nothing but places, in order. */
export function withPlaces(planned: readonly (readonly [day: string, entries: readonly Entry[]])[], places: readonly Place[], zone: string): DayWithPlaces[] {
  const all = new Map<string, [readonly Entry[], Place[]]>(planned.map(([day, entries]) => [day, [entries, []]]));
  for (const place of places) {
    const day = dayOf(place, zone);
    const found = all.get(day);
    if (found) found[1].push(place);
    else all.set(day, [[], [place]]);
  }
  return [...all].sort(([one], [other]) => one.localeCompare(other)).map(([day, [entries, free]]) => [day, entries, free]);
}

/** Several places of a day that has no room to show each. */
export interface PlacesOfDay {
  day: string;
  /** When the first is. */
  at: string;
  count: number;
}

/** What of the places a day with little room shows beside its posts: each, or one line for all of them, or nothing where posts take the room. */
export function fitting(places: readonly Place[], entries: readonly Entry[], zone: string, room: number): (Place | PlacesOfDay)[] {
  const used = new Map<string, number>();
  for (const entry of entries) {
    const day = dayOf(entry, zone);
    used.set(day, (used.get(day) ?? 0) + 1);
  }
  return withPlaces([], places, zone).flatMap(([day, , free]): (Place | PlacesOfDay)[] => {
    const left = room - (used.get(day) ?? 0);
    if (free.length <= left) return [...free];
    return left > 0 ? [{ day, at: free[0]!.at, count: free.length }] : [];
  });
}

/** What the address of a new post for a place says. */
export const composeSearch = (place: Place) => ({ at: place.at, channel: place.channelId, category: place.categoryId ?? undefined });
