import { Alert, Button, Group, List } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { Problem, sentenceOf } from '../api/problem.ts';

/** A refusal or an outage in the server's words, with a way to try again where that can help. */
export function Trouble({ error, retry }: { error: unknown; retry?: () => void }) {
  const findings = error instanceof Problem ? error.findings.filter(finding => finding.message !== error.message) : [];
  return (
    <Alert color="red" icon={<CircleAlert aria-hidden />} role="alert" title={sentenceOf(error)}>
      {findings.length > 0 && (
        <List size="sm">
          {findings.map(finding => (
            <List.Item key={`${finding.field}${finding.code}`}>{finding.message}</List.Item>
          ))}
        </List>
      )}
      {retry && (
        <Group mt="xs">
          <Button size="xs" variant="default" onClick={retry}>
            Try again
          </Button>
        </Group>
      )}
    </Alert>
  );
}
