import { Button, Card, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { StateBadge } from '../../shared/StateBadge.tsx';
import { dateTime } from '../../shared/times.ts';
import { PostOfJob } from '../post/parts/PostLine.tsx';
import { Section } from '../post/parts/Section.tsx';
import { latenessWords } from '../post/rules/jobWords.ts';
import { useAccountName } from '../post/useNames.ts';
import classes from './activity.module.css';

const STEP = 25;

/** Jobs, the newest first. */
export function JobList({ jobs }: { jobs: readonly Schemas['JobResponse'][] }) {
  const [count, setCount] = useState(STEP);
  const newestFirst = jobs.toReversed();
  return (
    <Section title="Posts" aside={<Text size="sm" c="dimmed" role="status">{jobs.length === 1 ? '1 in these days' : `${jobs.length.toLocaleString()} in these days`}</Text>}>
      {jobs.length === 0 ? (
        <Card withBorder>
          <Text c="dimmed">Nothing was due in these days that fits. Choose other days, or another account or state.</Text>
        </Card>
      ) : (
        <Card withBorder p={0}>
          <ul className={classes.list}>
            {newestFirst.slice(0, count).map(job => (
              <Line key={job.id} job={job} />
            ))}
          </ul>
        </Card>
      )}
      {jobs.length > count && (
        <Button variant="default" mt="sm" onClick={() => setCount(count + STEP)}>
          Show {Math.min(STEP, jobs.length - count)} more
        </Button>
      )}
    </Section>
  );
}

function Line({ job }: { job: Schemas['JobResponse'] }) {
  const { timeZone } = useWorkspace();
  const account = useAccountName()(job.channelId);
  const isStuck = job.state === 'needs_attention' || job.state === 'failed';
  return (
    <li className={classes.line}>
      <PostOfJob postId={job.postId} size={40}>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          <time dateTime={job.dueAt}>{dateTime(job.dueAt, timeZone)}</time> · {account}
          {job.latenessMs !== null && ` · ${latenessWords(job.latenessMs).toLowerCase()}`}
        </Text>
        {isStuck && job.lastError && <Text size="sm">{job.lastError.message}</Text>}
      </PostOfJob>
      <StateBadge state={job.state} approval="approved" reason={job.reason} />
    </li>
  );
}
