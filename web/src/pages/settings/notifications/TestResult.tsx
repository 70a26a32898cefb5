import { Code, Text } from '@mantine/core';
import { CircleCheck, CircleX } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';
import { Note } from '../../../shared/Note.tsx';
import { duration } from '../../../shared/times.ts';

/** What came of a test: whether it arrived, and what the far end answered. */
export function TestResult({ test, onDismiss }: { test: Schemas['NotificationTestResponse']; onDismiss: () => void }) {
  return (
    <Note colour={test.arrived ? 'green' : 'red'} icon={test.arrived ? CircleCheck : CircleX} title={test.arrived ? 'The test arrived' : 'The test did not arrive'} onDismiss={onDismiss}>
      {test.error !== null && <Text size="sm" dir="auto">{test.error}</Text>}
      <Text size="sm" c="dimmed">{test.status === null ? 'No answer' : `Answered with ${test.status}`} after {duration(Number(test.durationMs))}.</Text>
      {test.answer !== null && test.answer !== '' && <Code block mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }} tabIndex={0}>{test.answer}</Code>}
    </Note>
  );
}
