import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, call } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import type { Place } from '../../../api/planning.ts';
import { type Entry, fetchAll } from '../entries.ts';
import type { Accounts } from '../Initials.tsx';
import { type Days, instantsOf } from '../ranges.ts';
import type { Filter } from '../search.ts';
import { toFill, withRoom } from './places.ts';

const fetchPlaces = (from: string, to: string, signal?: AbortSignal): Promise<Place[]> =>
  fetchAll(from, to, async (start, end) => (await call(api.GET('/api/v1/slots/places', { params: { query: { from: start, to: end } }, signal }))).items);

const NONE: readonly Place[] = [];

/** The places to fill on some days, between what is planned there. They come on their own, so that no entry waits for them; without them the calendar is as good as before. */
export function usePlaces(days: Days, zone: string, filter: Filter, accounts: Accounts, planned: readonly Entry[] | undefined, enabled: boolean) {
  const { from, to } = instantsOf(days, zone);
  const query = useQuery({ queryKey: ['slots', 'places', from, to], queryFn: ({ signal }) => fetchPlaces(from, to, signal), enabled, placeholderData: keepPreviousData });
  const conflictMs = useWorkspace().conflictSeconds * 1_000;
  const places = useMemo(
    () => (enabled && query.data ? withRoom(toFill(query.data, filter, accounts).filter(place => place.at >= from && place.at < to), planned ?? [], conflictMs) : NONE),
    [enabled, query.data, filter, accounts, planned, from, to, conflictMs],
  );
  /** Whether there are slots at all: without any, nothing about them needs to be seen. */
  return { places, hasSlots: (query.data?.length ?? 0) > 0 };
}
