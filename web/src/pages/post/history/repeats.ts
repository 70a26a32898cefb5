/** A job is prepared in several steps, each of which says so: to be told of the first is enough. */
export function withoutRepeats<T extends { kind: string; subjectId: string }>(events: readonly T[]): T[] {
  const last = new Map<string, string>();
  return events.filter(({ kind, subjectId }) => {
    const isRepeat = kind === 'job.preparing' && last.get(subjectId) === kind;
    last.set(subjectId, kind);
    return !isRepeat;
  });
}
