import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Note } from '../../../shared/Note.tsx';
import { dateTime, viewerZone } from '../../../shared/times.ts';
import { sentQuery } from '../queries.ts';
import { partName } from '../rules/jobWords.ts';
import { useWho } from '../useNames.ts';
import { KINDS } from '../versions/versionWords.ts';
import classes from './sent.module.css';
import { SentContent } from './SentContent.tsx';
import { approvedFor, outcomeWords, verdictOf } from './sentWords.ts';

/** What was approved for a job beside what was handed to its network, part by part. */
export function Sent({ job }: { job: Schemas['JobResponse'] }) {
  return (
    <Loaded query={useQuery(sentQuery(job))} rows={2}>
      {({ approved, parts }) =>
        parts.length === 0 ? (
          <Text size="sm" c="dimmed">Nothing has been handed over yet.</Text>
        ) : (
          <Stack gap="lg">
            {parts.map((part, position) => <Part key={`${part.part}${position}`} part={part} approved={approved} hasTitle={parts.length > 1} />)}
          </Stack>
        )
      }
    </Loaded>
  );
}

function Part({ part, approved, hasTitle }: { part: Schemas['SentPartResponse']; approved: Schemas['ApprovedContentResponse'] | null; hasTitle: boolean }) {
  const who = useWho();
  const { isGood, words } = verdictOf(part);
  const outcome = outcomeWords(part.outcome);
  const wasApproved = approved === null ? null : approvedFor(part.part, approved.content);
  const moment = approved?.kind && approved.at && approved.by ? `${who(approved.by)} ${KINDS[approved.kind].did} it, ${dateTime(approved.at, viewerZone())}` : null;
  return (
    <div>
      {hasTitle && <Title order={4} size="h6" mb={6}>{partName(part.part)}</Title>}
      <Note colour={isGood ? 'green' : 'orange'} icon={isGood ? CircleCheck : TriangleAlert}>
        {words}{outcome === null ? '' : ` ${outcome}`}
      </Note>
      <div className={classes.columns}>
        <Column title="Approved" about={wasApproved === null ? null : moment}>
          {wasApproved === null ? <Text size="sm" c="dimmed">What was approved is not known any more.</Text> : <SentContent content={wasApproved} />}
        </Column>
        <Column title="Handed over" about={dateTime(part.at, viewerZone())}>
          {part.content === null ? <Text size="sm" c="dimmed">Not known any more.</Text> : <SentContent content={part.content} before={part.asApproved ? null : wasApproved} />}
        </Column>
      </div>
      <Text size="xs" c="dimmed" mt={4}>Fingerprint of what was handed over: <code className={classes.hash}>{part.hash}</code></Text>
    </div>
  );
}

function Column({ title, about, children }: { title: string; about: string | null; children: React.ReactNode }) {
  return (
    <div className={classes.column} role="group" aria-label={title}>
      <Text size="sm" fw={600}>{title}</Text>
      {about !== null && <Text size="xs" c="dimmed" mb={6}>{about}</Text>}
      {children}
    </div>
  );
}
