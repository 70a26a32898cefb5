import { Badge, Group, Text, Timeline } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Check, CircleHelp, Clock, type LucideIcon, X } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { dateTime, duration, viewerZone } from '../../../shared/times.ts';
import { CopyText } from '../parts/CopyText.tsx';
import { OwnWords } from '../parts/OwnWords.tsx';
import { attemptsQuery } from '../queries.ts';
import { codesOf, OUTCOMES, titleOf, whatToDo } from '../rules/attemptWords.ts';
import classes from './attempts.module.css';

const MARKS: Record<(typeof OUTCOMES)[Schemas['AttemptOutcome']]['mark'], [LucideIcon, string]> = {
  good: [Check, 'green'],
  wait: [Clock, 'gray'],
  bad: [X, 'orange'],
  unknown: [CircleHelp, 'yellow'],
};

/** Every run of a job, the newest first: where it came to, how long it took, and what to do about it. */
export function Attempts({ job }: { job: Schemas['JobResponse'] }) {
  return (
    <Loaded query={useQuery(attemptsQuery(job))} rows={2}>
      {attempts =>
        attempts.length === 0 ? (
          <Text size="sm" c="dimmed">
            It has not been tried yet.
          </Text>
        ) : (
          <Timeline bulletSize={24} lineWidth={2} active={attempts.length} classNames={{ itemBullet: classes.bullet }}>
            {attempts.toReversed().map(attempt => (
              <AttemptItem key={attempt.id} platform={job.platform} attempt={attempt} isOnlyRound={attempts.every(one => one.round === attempts[0]?.round)} />
            ))}
          </Timeline>
        )
      }
    </Loaded>
  );
}

function AttemptItem({ attempt, platform, isOnlyRound }: { attempt: Schemas['AttemptResponse']; platform: string; isOnlyRound: boolean }) {
  const { sentence, mark } = OUTCOMES[attempt.outcome];
  const [Icon, colour] = MARKS[mark];
  const advice = whatToDo(attempt);
  const codes = codesOf(attempt);
  return (
    <Timeline.Item
      bullet={
        <span className={`${classes.mark} state state-${colour}`}>
          <Icon size={14} aria-hidden />
        </span>
      }
      title={
        <Group gap="xs" component="span">
          <Text span fw={600} size="sm">
            {titleOf(attempt)}
          </Text>
          {attempt.counted && (
            <Badge size="sm" variant="default">
              {isOnlyRound ? `Attempt ${attempt.number}` : `Round ${attempt.round}, attempt ${attempt.number}`}
            </Badge>
          )}
        </Group>
      }
    >
      <Text size="sm">{attempt.error?.message ?? sentence}</Text>
      {advice && (
        <Text size="sm" c="dimmed">
          {advice}
        </Text>
      )}
      <OwnWords platform={platform} words={attempt.error?.platformMessage} />
      <Text size="xs" c="dimmed" mt={4}>
        <time dateTime={attempt.startedAt}>{dateTime(attempt.startedAt, viewerZone())}</time> · took {duration(attempt.durationMs)}
        {codes && ` · ${codes}`}
      </Text>
      {attempt.platformTraceId && (
        <Group gap={6} mt={2}>
          <Text size="xs" c="dimmed">
            Trace id
          </Text>
          <CopyText text={attempt.platformTraceId} label="trace id" />
        </Group>
      )}
    </Timeline.Item>
  );
}
