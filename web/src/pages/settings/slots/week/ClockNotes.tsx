import { Clock } from 'lucide-react';
import { useMemo } from 'react';
import { useWorkspace } from '../../../../api/session.ts';
import { Note } from '../../../../shared/Note.tsx';
import { clockChanges, hitBy } from './clockChanges.ts';
import type { Weekday } from './week.ts';

/** So far ahead is looked for changes of the clocks: each comes round within it. */
const AHEAD_DAYS = 366;

/** What the changes of the workspace's clocks do to some slots, in sentences. */
export function useClockHits(slots: readonly { time: string; weekdays: readonly Weekday[] }[]): string[] {
  const { timeZone } = useWorkspace();
  const changes = useMemo(() => clockChanges(timeZone, new Date(), AHEAD_DAYS), [timeZone]);
  return [...new Set(changes.flatMap(change => slots.map(slot => hitBy(change, slot)).filter(words => words !== null)))];
}

/** Says where a change of the clocks hits a slot. Seldom: most slots are not at night. */
export function ClockNotes({ slots }: { slots: readonly { time: string; weekdays: readonly Weekday[] }[] }) {
  const hits = useClockHits(slots);
  if (hits.length === 0) return null;
  return (
    <div style={{ marginTop: 16 }}>
      <Note colour="yellow" icon={Clock} title="The clocks change">
        {hits.map(words => <div key={words}>{words}</div>)}
      </Note>
    </div>
  );
}
