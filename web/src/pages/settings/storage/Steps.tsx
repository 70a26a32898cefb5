import { Text } from '@mantine/core';
import { CircleCheck, CircleX } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';
import classes from './storage.module.css';
import { STEPS, untried } from './words.ts';

/** What came of each step; those after the first that failed could not be tried. */
export function Steps({ test }: { test: Schemas['StorageTestResponse'] }) {
  return (
    <>
      <Text fw={650} mb="xs">{test.ok ? 'It works.' : 'It does not work.'}</Text>
      <ul className={classes.steps}>
        {test.steps.map(({ step, ok, detail, durationMs }) => (
          <li key={step} className={ok ? 'state-green' : 'state-red'}>
            {ok ? <CircleCheck size={18} aria-hidden /> : <CircleX size={18} aria-hidden />}
            <div>
              <Text size="sm" fw={600}>{STEPS[step] ?? step}{ok ? '' : ': failed'}</Text>
              <Text size="sm" style={{ overflowWrap: 'anywhere' }}>{detail}</Text>
            </div>
            <Text size="xs" c="dimmed" className={classes.took}>{durationMs.toLocaleString()} ms</Text>
          </li>
        ))}
      </ul>
      {untried(test) !== '' && <Text size="sm" c="dimmed" mt="xs">Not tried: {untried(test)}.</Text>}
    </>
  );
}
