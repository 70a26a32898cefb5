import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, call, type Schemas } from '../api/client.ts';

const PAGE = 60;

/** What to show of the library: names with a text in them, and one kind or both. */
export interface LibraryWishes {
  search?: string;
  kind?: Schemas['MediaKind'] | 'all';
}

/** The library, newest first, a part at a time. */
export const libraryQuery = ({ search = '', kind = 'all' }: LibraryWishes = {}) =>
  infiniteQueryOptions({
    queryKey: ['media', 'list', search.trim(), kind],
    queryFn: ({ pageParam }) =>
      call(api.GET('/api/v1/media', { params: { query: { limit: PAGE, ...(search.trim() === '' ? {} : { search: search.trim() }), ...(kind === 'all' ? {} : { kind }), ...(pageParam === null ? {} : { cursor: pageParam }) } } })),
    initialPageParam: null as string | null,
    getNextPageParam: last => last.nextCursor,
    // What was found before stays while something else is looked for.
    placeholderData: before => before,
  });
