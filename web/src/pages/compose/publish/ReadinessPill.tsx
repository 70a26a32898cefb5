import { Button, Popover, Text } from '@mantine/core';
import { CircleCheck, ListTodo, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import { isBlank } from '../draft/draft.ts';
import { isUnderWay } from '../rules/findings.ts';
import { ReadinessList, thingsToDo } from './ReadinessPanel.tsx';

/** Readiness in a word, always in sight; a press shows the list. */
export function ReadinessPill({ isReady }: { isReady: boolean }) {
  const { findings, draft } = useComposing();
  const [isOpen, setOpen] = useState(false);
  const blocking = findings.filter(finding => finding.blocks && !isUnderWay(finding)).length;
  const isWaiting = findings.some(isUnderWay);
  if (isBlank(draft)) return null;
  if (findings.length === 0) {
    return isReady ? (
      <Text size="sm" fw={600} className={`${classes.hint} state-green`} m={0}>
        <CircleCheck size={16} aria-hidden /> Ready
      </Text>
    ) : null;
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top" width={360} withArrow trapFocus shadow="md">
      <Popover.Target>
        <Button className={classes.readyPill} size="sm" variant="default" leftSection={blocking > 0 ? <ListTodo size={16} aria-hidden /> : <TriangleAlert size={16} aria-hidden />} onClick={() => setOpen(!isOpen)}>
          {blocking > 0 ? thingsToDo(blocking) : isWaiting ? 'Media is being made fit…' : isReady ? `Ready, ${findings.length === 1 ? 'one hint' : `${findings.length} hints`}` : findings.length === 1 ? 'One hint' : `${findings.length} hints`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.readyPop} aria-label="Readiness">
        <ReadinessList onGo={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
