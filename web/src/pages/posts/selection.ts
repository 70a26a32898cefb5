/** So many posts are changed at once at the most: the server takes no more. */
export const MOST_AT_ONCE = 200;

/** Posts that are selected, in the order in which they were. */
export type Selection = readonly string[];

/** Takes posts in, up to as many as can be changed at once. */
export function withAll(selection: Selection, ids: readonly string[]): Selection {
  const all = new Set(selection);
  for (const id of ids) if (all.size < MOST_AT_ONCE) all.add(id);
  return all.size === selection.length ? selection : [...all];
}

/** Leaves posts out. */
export function without(selection: Selection, ids: readonly string[]): Selection {
  const gone = new Set(ids);
  return selection.some(id => gone.has(id)) ? selection.filter(id => !gone.has(id)) : selection;
}

/** Takes one in, or leaves it out. */
export const toggled = (selection: Selection, id: string): Selection => (selection.includes(id) ? without(selection, [id]) : withAll(selection, [id]));

/** What lies between two posts of a list, both included; the second alone where the first is not in it. */
export function between(list: readonly string[], from: string | null, to: string): string[] {
  const [a, b] = [from === null ? -1 : list.indexOf(from), list.indexOf(to)];
  if (b < 0) return [];
  return a < 0 ? [to] : list.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** Shift-click: everything between the post that was chosen last and this one becomes as this one is now to be. */
export function ranged(selection: Selection, list: readonly string[], from: string | null, to: string): Selection {
  const ids = between(list, from, to);
  return selection.includes(to) ? without(selection, ids) : withAll(selection, ids);
}
