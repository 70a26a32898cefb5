import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { dateTime, fromNow, viewerZone, zoneName } from '../../../shared/times.ts';
import { instantOf, nextHour, wallOf } from '../../../shared/wall.ts';
import { Ask } from './Ask.tsx';
import { schedulePost } from './changes.ts';

interface Props {
  isOpen: boolean;
  onClose: () => void;
  postId: string;
  /** When it is due now; null where it has no time. */
  at: string | null;
  title?: string;
  label?: string;
  /** What to do with the time; the whole post is scheduled where this is left out. */
  change?: (wanted: { localTime: string; timeZone: string; force: boolean }) => Promise<unknown>;
}

/** Asks for a time on the workspace's clock. */
export function TimeDialog(props: Props) {
  // The field begins anew with each opening.
  return props.isOpen ? <OpenTimeDialog {...props} /> : null;
}

function OpenTimeDialog({ isOpen, onClose, postId, at, title = 'Another time', label = 'Change the time', change }: Props) {
  const { timeZone } = useWorkspace();
  const [wall, setWall] = useState(() => at !== null && Date.parse(at) > Date.now() ? wallOf(at, timeZone) : nextHour(timeZone));
  const instant = instantOf(wall, timeZone);
  const viewer = viewerZone();

  return (
    <Ask
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      label={label}
      postId={postId}
      canSubmit={wall !== ''}
      canForce
      fields={['at', 'localTime']}
      change={force => (change ?? (wanted => schedulePost(postId, wanted)))({ localTime: wall, timeZone, force })}
      said={result => [`It goes out ${instant === null ? 'then' : dateTime(instant, timeZone)}.`, ...warningsOf(result)].join(' ')}
    >
      {errorOf => (
        <>
          <TextInput
            data-autofocus
            type="datetime-local"
            label="Date and time"
            description={`On the clock of ${zoneName(timeZone, instant ?? undefined)}`}
            value={wall}
            min={wallOf(Date.now(), timeZone)}
            onChange={event => setWall(event.currentTarget.value)}
            error={errorOf('at') ?? errorOf('localTime')}
            required
          />
          {instant !== null && (
            <Text size="sm" c="dimmed" aria-live="polite">
              That is {fromNow(instant)}
              {dateTime(instant, viewer) !== dateTime(instant, timeZone) && `, ${dateTime(instant, viewer)} on your clock`}.
            </Text>
          )}
        </>
      )}
    </Ask>
  );
}

/** What the author should know of a time that was taken all the same. */
function warningsOf(result: unknown): string[] {
  return ((result as Partial<Schemas['PostResponse']> | null)?.warnings ?? []).map(warning => warning.message);
}
