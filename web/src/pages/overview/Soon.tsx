import { Anchor, Card, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { StateBadge } from '../../shared/StateBadge.tsx';
import { dateTime, fromNow, timeOfDay } from '../../shared/times.ts';
import { dayOf } from '../activity/counting.ts';
import { PostLine } from '../post/parts/PostLine.tsx';
import { Section } from '../post/parts/Section.tsx';
import { useAccountName } from '../post/useNames.ts';
import { together } from './attention.ts';
import classes from './overview.module.css';
import type { Overview } from './useOverview.ts';

const SHOWN = 12;

/** What goes out in the next 24 hours. */
export function Soon({ overview }: { overview: Overview }) {
  const { timeZone } = useWorkspace();
  const { nextAfter } = overview;
  const soon = together(overview.soon);
  return (
    <Section
      title="Next 24 hours"
      aside={
        <Anchor component={Link} to="/calendar" size="sm">
          Open the calendar
        </Anchor>
      }
    >
      <Card withBorder p={soon.length === 0 ? 'md' : 0}>
        {soon.length === 0 ? (
          <Text c="dimmed">{nextAfter ? `Nothing goes out. The next post is due ${dateTime(nextAfter.dueAt, timeZone)}.` : 'Nothing is planned.'}</Text>
        ) : (
          <Stack component="ul" gap={0} p={0} m={0} className={classes.list}>
            {soon.slice(0, SHOWN).map(entry => (
              <Entry key={entry.jobId ?? entry.postId} entry={entry} />
            ))}
          </Stack>
        )}
      </Card>
      {soon.length > SHOWN && (
        <Text size="sm" c="dimmed" mt="xs">
          And {soon.length - SHOWN} more; the calendar has them all.
        </Text>
      )}
    </Section>
  );
}

function Entry({ entry }: { entry: Schemas['CalendarEntryResponse'] }) {
  const { timeZone } = useWorkspace();
  const nameOf = useAccountName();
  const isTomorrow = dayOf(entry.at, timeZone) !== dayOf(Date.now(), timeZone);
  return (
    <li className={`${classes.line} ${classes.entry}`}>
      <div className={classes.time}>
        <Text fw={650} lh={1.2}>
          <time dateTime={entry.at}>{timeOfDay(entry.at, timeZone)}</time>
        </Text>
        <Text size="xs" c="dimmed">
          {isTomorrow ? 'tomorrow' : 'today'}
        </Text>
      </div>
      <PostLine postId={entry.postId} title={entry.title} mediaId={entry.mediaId} size={44}>
        <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {entry.channelIds.length === 0 ? 'No account yet' : entry.channelIds.map(nameOf).join(', ')} · {fromNow(entry.at)}
        </Text>
        {entry.jobId === null && entry.approval !== 'pending' && (
          <Text size="sm" c="var(--mantine-color-error)">
            It has a time, but is not scheduled: it does not go out like this.
          </Text>
        )}
      </PostLine>
      <Group className={classes.badge}>
        <StateBadge state={entry.state} approval={entry.approval} reason={entry.reason} />
      </Group>
    </li>
  );
}
