/** What the address of a new post may bring: a time (an instant, a wall time of the workspace or a day), and files of the library by their ids, with commas between. */
export interface ComposeSearch {
  at?: string;
  media?: string;
}

/** Reads the address; what is not understood is left out. */
export function composeSearch(search: Record<string, unknown>): ComposeSearch {
  const { at, media } = search;
  const ids = (Array.isArray(media) ? media : typeof media === 'string' ? media.split(',') : []).filter((id): id is string => typeof id === 'string' && /^[0-9a-f-]{36}$/i.test(id));
  return { ...(typeof at === 'string' ? { at } : {}), ...(ids.length > 0 ? { media: ids.join(',') } : {}) };
}
