import { Anchor, Card, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { StateBadge } from '../../shared/StateBadge.tsx';
import { dateTime, fromNow, timeOfDay } from '../../shared/times.ts';
import { wallOf } from '../../shared/wall.ts';
import { PostLine } from '../post/parts/PostLine.tsx';
import { Section } from '../post/parts/Section.tsx';
import { useAccountName } from '../post/useNames.ts';
import classes from './overview.module.css';
import { nextAfterQuery, type Overview } from './queries.ts';
import { type SoonLine, soonOf } from './soon.ts';

const SHOWN = 12;

interface Props {
  overview: Overview;
  around: readonly Schemas['CalendarEntryResponse'][];
}

/** What goes out in the next 24 hours. */
export function Soon({ overview: { upcoming, readAt }, around }: Props) {
  const lines = soonOf(upcoming.jobs, around, readAt, upcoming.until);
  const hidden = upcoming.count - lines.slice(0, SHOWN).reduce((sum, line) => sum + (line.state === null ? 0 : line.channelIds.length), 0);
  return (
    <Section
      title="Next 24 hours"
      aside={
        <Anchor component={Link} to="/calendar" size="sm">
          Open the calendar
        </Anchor>
      }
    >
      <Card withBorder p={lines.length === 0 ? 'md' : 0}>
        {lines.length === 0 ? (
          <NothingSoon until={upcoming.until} />
        ) : (
          <Stack component="ul" gap={0} p={0} m={0} className={classes.list}>
            {lines.slice(0, SHOWN).map(line => (
              <Line key={line.key} line={line} />
            ))}
          </Stack>
        )}
      </Card>
      {hidden > 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          And {hidden.toLocaleString()} more; the calendar has them all.
        </Text>
      )}
    </Section>
  );
}

function NothingSoon({ until }: { until: string }) {
  const { timeZone } = useWorkspace();
  const next = useQuery(nextAfterQuery(until)).data;
  return <Text c="dimmed">{next ? `Nothing goes out. The next post is due ${dateTime(next.dueAt, timeZone)}.` : 'Nothing is planned.'}</Text>;
}

function Line({ line }: { line: SoonLine }) {
  const { timeZone } = useWorkspace();
  const nameOf = useAccountName();
  return (
    <li className={`${classes.line} ${classes.entry}`}>
      <div className={classes.time}>
        <Text fw={650} lh={1.2}>
          <time dateTime={line.at}>{timeOfDay(line.at, timeZone)}</time>
        </Text>
        <Text size="xs" c="dimmed">
          {dayWord(line.at, timeZone)}
        </Text>
      </div>
      <PostLine postId={line.postId} title={line.title} mediaId={line.mediaId} size={44}>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {line.channelIds.length === 0 ? 'No account yet' : line.channelIds.map(nameOf).join(', ')} · {fromNow(line.at)}
        </Text>
        {line.state === null && line.approval !== 'pending' && (
          <Text size="sm" c="var(--mantine-color-error)">
            It has a time, but is not scheduled: it does not go out like this.
          </Text>
        )}
      </PostLine>
      <Group className={classes.badge}>
        <StateBadge state={line.state} approval={line.approval} reason={line.reason} />
      </Group>
    </li>
  );
}

/** Which day it is, on the workspace's calendar. */
function dayWord(at: string, zone: string): string {
  const [day, today] = [wallOf(at, zone).slice(0, 10), wallOf(Date.now(), zone).slice(0, 10)];
  return day === today ? 'today' : day < today ? 'overdue' : 'tomorrow';
}
