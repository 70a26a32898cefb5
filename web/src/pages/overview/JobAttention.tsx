import { Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Clock } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { StateBadge } from '../../shared/StateBadge.tsx';
import { dateTime, fromNow } from '../../shared/times.ts';
import { REASONS } from '../../words/states.ts';
import { WayOut } from '../post/jobs/ErrorNote.tsx';
import { JobActions } from '../post/jobs/JobActions.tsx';
import { OwnWords } from '../post/parts/OwnWords.tsx';
import { PostLine } from '../post/parts/PostLine.tsx';
import { postQuery } from '../post/queries.ts';
import { useAccountName } from '../post/useNames.ts';
import { hasTimeLeft } from './attention.ts';

/** A job that needs a person: which, why, until when, and the action that helps. */
export function JobAttention({ job }: { job: Schemas['OverviewJobResponse'] }) {
  const { timeZone } = useWorkspace();
  const account = useAccountName()(job.channelId);
  // The picture and what can be done come with the post; what is wrong is there at once.
  const post = useQuery(postQuery(job.postId)).data;
  const whole = post?.jobs?.find(one => one.id === job.id && one.state === 'needs_attention');
  const isAhead = Date.parse(job.dueAt) > Date.now();
  return (
    <Card withBorder p="sm">
      <Stack gap="xs">
        <Group gap="xs" justify="space-between" align="flex-start">
          <PostLine postId={job.postId} title={job.title} mediaId={post?.mediaIds[0]}>
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {account} · {isAhead ? 'due' : 'was due'} {dateTime(job.dueAt, timeZone)}, {fromNow(job.dueAt)}
            </Text>
          </PostLine>
          <StateBadge state={job.state} approval="approved" reason={job.reason} />
        </Group>
        <div>
          <Text size="sm">{job.lastError?.message ?? (job.reason ? REASONS[job.reason] : null)}</Text>
          {job.lastError?.advice && (
            <Text size="sm" c="dimmed">
              {job.lastError.advice}
            </Text>
          )}
          <OwnWords platform={job.platform} words={job.lastError?.platformMessage} />
        </div>
        <Deadline job={job} />
        {whole && (
          <Group gap="xs" align="flex-end">
            {job.lastError && <WayOut job={whole} kind={job.lastError.kind} />}
            <JobActions job={whole} isOnlyOne={false} most={2} about={`${account}, ${dateTime(job.dueAt, timeZone)}`} />
          </Group>
        )}
      </Stack>
    </Card>
  );
}

/** By when it must be solved to go out still; nothing where nobody knows whether it is live already. */
function Deadline({ job }: { job: Schemas['OverviewJobResponse'] }) {
  const { timeZone } = useWorkspace();
  if (job.reason === 'undecidable' || !hasTimeLeft(job)) return null;
  return (
    <Group gap={8} wrap="nowrap" align="flex-start" className="state-yellow" c="var(--state)">
      <Clock size={16} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
      <Text size="sm" fw={600}>
        Can still go out until {dateTime(job.lateAt, timeZone)}, {fromNow(job.lateAt)}
      </Text>
    </Group>
  );
}
