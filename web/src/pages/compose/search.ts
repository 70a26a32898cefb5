/** What the address of a new post may bring: a time (an instant, a wall time of the workspace or a day), files of the library and accounts by their ids, with commas between, and a category. */
export interface ComposeSearch {
  at?: string;
  media?: string;
  channel?: string;
  category?: string;
}

const isId = (id: unknown): id is string => typeof id === 'string' && /^[0-9a-f-]{36}$/i.test(id);

function ids(value: unknown): string | undefined {
  const all = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return all.filter(isId).join(',') || undefined;
}

/** Reads the address; what is not understood is left out. */
export function composeSearch(search: Record<string, unknown>): ComposeSearch {
  const { at, category } = search;
  const read: ComposeSearch = { at: typeof at === 'string' ? at : undefined, media: ids(search['media']), channel: ids(search['channel']), category: isId(category) ? category : undefined };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined));
}
