/** Which one `j` and `k` lead to. Where nobody has begun yet, the first. */
export function neighbour(ids: readonly string[], current: string | null, step: 1 | -1): string | null {
  const position = current === null ? -1 : ids.indexOf(current);
  if (position === -1) return ids[0] ?? null;
  return ids[Math.min(Math.max(position + step, 0), ids.length - 1)] ?? null;
}

/** Which one is next after a decision took one away. */
export function afterDecision(ids: readonly string[], decided: string): string | null {
  const position = ids.indexOf(decided);
  return ids[position + 1] ?? ids[position - 1] ?? null;
}
