import { ActionIcon, Button, Text, Tooltip } from '@mantine/core';
import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, CircleX, ListFilter, type LucideIcon, Settings2, UserRound } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { Sentence } from '../../../shared/Sentence.tsx';
import { timeOfDay } from '../../../shared/times.ts';
import type { Tone } from '../../../words/events.ts';
import { plain, tellEvent } from '../../../words/telling.ts';
import classes from './feed.module.css';
import { type Run, shownOf } from './folding.ts';
import { useEventNames } from './useEventNames.ts';

/** A colour and a shape for each tone; the sentence says the rest. */
const SIGNS: Record<Tone, readonly [colour: string, icon: LucideIcon, word: string]> = {
  good: ['green', CircleCheck, 'Good'],
  look: ['yellow', CircleAlert, 'To look at'],
  bad: ['red', CircleX, 'Trouble'],
  done: ['blue', UserRound, ''],
  step: ['gray', Settings2, ''],
};

interface Props {
  run: Run;
  /** Narrows the feed to what happened to one thing. */
  onAbout: (subjectId: string) => void;
}

/** One event, or several of the same after each other, of which the first are shown. */
export function EventRun({ run, onAbout }: Props) {
  const [isWhole, setWhole] = useState(false);
  const few = shownOf(run);
  const rest = run.events.length - few.length;
  return (
    <>
      {(isWhole ? run.events : few).map(event => (
        <Line key={event.id} event={event} onAbout={onAbout} />
      ))}
      {rest > 0 && (
        <li className={classes.more}>
          <Button variant="subtle" size="compact-sm" leftSection={isWhole ? <ChevronUp size={14} aria-hidden /> : <ChevronDown size={14} aria-hidden />} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Fewer of the same' : `${rest} more of the same`}
          </Button>
        </li>
      )}
    </>
  );
}

function Line({ event, onAbout }: { event: Schemas['ActivityResponse'] } & Pick<Props, 'onAbout'>) {
  const { timeZone } = useWorkspace();
  const { tone, pieces, quote } = tellEvent(event, useEventNames());
  const [colour, Icon, word] = SIGNS[tone];
  const sentence = plain(pieces);
  return (
    <li className={classes.line}>
      <span className={`state state-${colour} ${classes.sign}`} role={word === '' ? undefined : 'img'} aria-label={word || undefined}>
        <Icon size={16} aria-hidden />
      </span>
      <div className={classes.words}>
        <Text size="sm">
          <Sentence pieces={pieces} />
        </Text>
        {quote !== null && (
          <Text size="sm" c="dimmed" dir="auto">
            {quote}
          </Text>
        )}
      </div>
      <Text size="sm" c="dimmed" className={classes.time}>
        <time dateTime={event.at}>{timeOfDay(event.at, timeZone)}</time>
      </Text>
      <Tooltip label="Only what happened to this">
        <ActionIcon variant="subtle" color="gray" c="dimmed" size={28} onClick={() => onAbout(event.subjectId)} aria-label={`Only what happened to this: ${sentence}`}>
          <ListFilter size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </li>
  );
}
