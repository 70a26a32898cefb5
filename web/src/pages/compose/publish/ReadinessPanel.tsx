import { Loader, Paper, Text, Title } from '@mantine/core';
import { Circle, CircleCheck, CircleX, Hourglass, TriangleAlert } from 'lucide-react';
import { flushSync } from 'react-dom';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import { type Finding, isMissing, isUnderWay, partOf } from '../rules/findings.ts';
import { ownFieldOf } from '../rules/ownFindings.ts';

const HEADS: Partial<Record<ReturnType<typeof partOf>, string>> = { accounts: 'Accounts', media: 'Pictures and videos', type: 'Kind of post', caption: 'Caption', hashtags: 'Hashtags', comment: 'First comment', people: 'People', reel: 'Reel', time: 'Time', more: '' };

interface Props {
  /** The server has looked at exactly what is written. */
  isChecked: boolean;
  isChecking: boolean;
  note: string | null;
}

/** Whether the post could go out, and what is still to be done; each line leads to its field. */
export function ReadinessPanel({ isChecked, isChecking, note }: Props) {
  const { findings } = useComposing();
  const blocking = findings.filter(finding => finding.blocks && !isUnderWay(finding));
  const isWaiting = findings.some(isUnderWay);
  const isReady = isChecked && blocking.length === 0 && !isWaiting;
  return (
    <Paper component="section" withBorder p="md" aria-labelledby="title-readiness">
      <div className={classes.readyHead}>
        <Title order={2} size="h5" id="title-readiness">
          {isReady ? 'Ready to go out' : blocking.length > 0 ? thingsToDo(blocking.length) : isWaiting ? 'Media is being made fit' : 'Readiness'}
        </Title>
        {isChecking ? <Loader size={16} role="img" aria-label="Being checked" /> : isReady ? <CircleCheck size={20} className={`${classes.plainSign} state-green`} aria-hidden /> : null}
      </div>
      <p className={classes.quiet} role="status">
        {isReady ? 'Content, files, accounts and their access were looked at.' : isChecking ? 'The server is looking at it…' : (note ?? '')}
      </p>
      <ReadinessList />
    </Paper>
  );
}

/** How many things are to be done, as a heading or a button says it. */
export const thingsToDo = (count: number): string => (count === 1 ? 'One thing to do' : `${count} things to do`);

/** What is to be done and to be known. */
export function ReadinessList({ onGo }: { onGo?: () => void }) {
  const { findings } = useComposing();
  if (findings.length === 0) return null;
  return (
    <ul className={classes.readyList}>
      {findings.map(finding => (
        <ReadinessLine key={finding.code + finding.field + finding.message} finding={finding} onGo={onGo} />
      ))}
    </ul>
  );
}

function ReadinessLine({ finding, onGo }: { finding: Finding; onGo?: () => void }) {
  const { setAccount } = useComposing();
  const part = partOf(finding.field);
  const go = () => {
    onGo?.();
    // The field is there only once that of its account is shown.
    if (ownFieldOf(part) !== null) flushSync(() => setAccount(finding.channelId ?? null));
    const target = document.getElementById(part === 'caption' ? 'field-caption' : `part-${part}`);
    target?.scrollIntoView({ block: 'center', behavior: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    target?.focus({ preventScroll: true });
  };
  return (
    <li>
      <button type="button" className={classes.readyLine} onClick={go}>
        {isUnderWay(finding) ? <Hourglass size={16} className={`${classes.plainSign} state-blue`} aria-label="Under way:" /> : isMissing(finding) ? <Circle size={16} className={`${classes.plainSign} state-blue`} aria-label="To do:" /> : finding.blocks ? <CircleX size={16} className={`${classes.plainSign} state-red`} aria-label="To do:" /> : <TriangleAlert size={16} className={`${classes.plainSign} state-yellow`} aria-label="Good to know:" />}
        <span>
          {HEADS[part] && <Text component="span" size="xs" c="dimmed" display="block">{HEADS[part]}</Text>}
          {finding.message}
        </span>
      </button>
    </li>
  );
}
