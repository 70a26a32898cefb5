import { Card, NativeSelect, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';
import { useChannels, useWorkspace } from '../../../api/session.ts';
import { Empty } from '../../../shared/Empty.tsx';
import { Loaded } from '../../../shared/Loaded.tsx';
import { StateBadge } from '../../../shared/StateBadge.tsx';
import { ShowEarlier } from '../../../shared/ShowEarlier.tsx';
import { dateTime } from '../../../shared/times.ts';
import { JOB_STATES, type JobState } from '../../../words/states.ts';
import { PostOfJob } from '../../post/parts/PostLine.tsx';
import { latenessWords } from '../../post/rules/jobWords.ts';
import { useAccountName } from '../../post/useNames.ts';
import { DayFields } from '../DayFields.tsx';
import bar from '../filters.module.css';
import { instantsOf } from '../period.ts';
import { Spans } from '../Spans.tsx';
import type { FilterChange, Filters } from '../useFilters.ts';
import classes from './posts.module.css';
import { jobsQuery } from './queries.ts';

interface Props {
  filters: Filters;
  change: (wanted: FilterChange) => void;
}

/** What was due on some days and what became of it, newest first. */
export function Posts({ filters, change }: Props) {
  const { timeZone } = useWorkspace();
  const { from, to } = instantsOf(filters.period, timeZone);
  const query = useInfiniteQuery(jobsQuery(from, to, filters.state, filters.channelId));
  return (
    <Stack gap="md">
      <PostFilters filters={filters} change={change} />
      <Loaded query={query} rows={8}>
        {jobs =>
          jobs.length === 0 ? (
            <Empty icon={Inbox} title="Nothing was due that fits">
              Choose other days, another account or another state.
            </Empty>
          ) : (
            <>
              <Card withBorder p={0}>
                <ul className={classes.list}>
                  {jobs.map(job => (
                    <Line key={job.id} job={job} />
                  ))}
                </ul>
              </Card>
              <ShowEarlier query={query} />
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function PostFilters({ filters: { period, state, channelId }, change }: Props) {
  const channels = useChannels().data ?? [];
  const nameOf = useAccountName();
  return (
    <div className={bar.filters} role="search" aria-label="What is shown">
      <Spans period={period} change={change} />
      <DayFields period={period} fallback={period} change={next => change({ period: next })} />
      <NativeSelect
        label="Account"
        value={channelId ?? ''}
        onChange={event => change({ channelId: event.currentTarget.value || null })}
        data={[{ value: '', label: 'All accounts' }, ...channels.map(channel => ({ value: channel.id, label: nameOf(channel.id) }))]}
      />
      <NativeSelect
        label="State"
        value={state ?? ''}
        onChange={event => change({ state: (event.currentTarget.value || null) as JobState | null })}
        data={[{ value: '', label: 'All states' }, ...Object.entries(JOB_STATES).map(([value, words]) => ({ value, label: words.word }))]}
      />
    </div>
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
