import { Card, Group, Stack, Text } from '@mantine/core';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { StateBadge } from '../../shared/StateBadge.tsx';
import { dateTime, fromNow } from '../../shared/times.ts';
import { REASONS } from '../../words/states.ts';
import { WayOut } from '../post/jobs/ErrorNote.tsx';
import { JobActions } from '../post/jobs/JobActions.tsx';
import { PostOfJob } from '../post/parts/PostLine.tsx';
import { useAccountName } from '../post/useNames.ts';

/** A job that needs a person: which, why, and the action that helps. */
export function JobAttention({ job }: { job: Schemas['JobResponse'] }) {
  const { timeZone } = useWorkspace();
  const account = useAccountName()(job.channelId);
  const isAhead = Date.parse(job.dueAt) > Date.now();
  return (
    <Card withBorder p="sm">
      <Stack gap="xs">
        <Group gap="xs" justify="space-between" align="flex-start">
          <PostOfJob postId={job.postId}>
            <Text size="sm" c="dimmed">
              {account} · {isAhead ? 'due' : 'was due'} {dateTime(job.dueAt, timeZone)}, {fromNow(job.dueAt)}
            </Text>
          </PostOfJob>
          <StateBadge state={job.state} approval="approved" reason={job.reason} />
        </Group>
        <div>
          <Text size="sm">{job.lastError?.message ?? (job.reason ? REASONS[job.reason] : null)}</Text>
          {job.lastError?.advice && (
            <Text size="sm" c="dimmed">
              {job.lastError.advice}
            </Text>
          )}
        </div>
        <Group gap="xs" align="flex-end">
          {job.lastError && <WayOut job={job} kind={job.lastError.kind} />}
          <JobActions job={job} isOnlyOne={false} most={2} about={`${account}, ${dateTime(job.dueAt, timeZone)}`} />
        </Group>
      </Stack>
    </Card>
  );
}
