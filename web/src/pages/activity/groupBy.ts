/** Things by what they have in common, in the order of the first of each. (`Map.groupBy` is too young for some browsers.) */
export function groupBy<T, TKey>(things: readonly T[], keyOf: (thing: T) => TKey): Map<TKey, T[]> {
  const groups = new Map<TKey, T[]>();
  for (const thing of things) {
    const key = keyOf(thing);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}
