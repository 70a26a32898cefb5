import { Button, Card, Group, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Inbox, X } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { Empty } from '../../../shared/Empty.tsx';
import { Loaded } from '../../../shared/Loaded.tsx';
import { ShowEarlier } from '../../../shared/ShowEarlier.tsx';
import { timeOfDay } from '../../../shared/times.ts';
import { wallOf } from '../../../shared/wall.ts';
import { plain, tellEvent } from '../../../words/telling.ts';
import { addDays, instantsOf } from '../period.ts';
import type { FilterChange, Filters } from '../useFilters.ts';
import { EventRun } from './EventRun.tsx';
import classes from './feed.module.css';
import { FeedFilters } from './FeedFilters.tsx';
import { byDay } from './folding.ts';
import { eventsQuery } from './queries.ts';
import { useEventNames } from './useEventNames.ts';

interface Props {
  filters: Filters;
  change: (wanted: FilterChange) => void;
}

/** What happened in the workspace, newest first; it grows by itself. */
export function Feed({ filters, change }: Props) {
  const { timeZone } = useWorkspace();
  const { group, actor, subjectId, period, isChosen } = filters;
  const query = useInfiniteQuery(eventsQuery({ group, actor, subjectId, between: isChosen ? instantsOf(period, timeZone) : null }));
  return (
    <Stack gap="md">
      <FeedFilters filters={filters} change={change} />
      {subjectId !== null && <OnlyOne about={query.data?.[0]} onEnd={() => change({ subjectId: null })} />}
      <Loaded query={query} rows={8}>
        {events =>
          events.length === 0 ? (
            <Empty icon={Inbox} title="Nothing happened that fits">
              Choose another kind of events, somebody else, or other days.
            </Empty>
          ) : (
            <>
              <Newest event={events[0]!} />
              <Days events={events} onAbout={id => change({ subjectId: id, group: 'all' })} />
              <ShowEarlier query={query} />
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function Days({ events, onAbout }: { events: readonly Schemas['ActivityResponse'][]; onAbout: (subjectId: string) => void }) {
  const { timeZone } = useWorkspace();
  return (
    <div>
      {byDay(events, timeZone).map(({ day, runs }) => (
        <section key={day} aria-labelledby={`day-${day}`} className={classes.day}>
          <Title order={2} size="h5" id={`day-${day}`} mb={6}>
            {dayWord(day, timeZone)}
          </Title>
          <Card withBorder p={0}>
            <ol className={classes.list}>
              {runs.map(run => (
                <EventRun key={run.key} run={run} onAbout={onAbout} />
              ))}
            </ol>
          </Card>
        </section>
      ))}
    </div>
  );
}

/** Tells who does not see the list that it has grown. */
function Newest({ event }: { event: Schemas['ActivityResponse'] }) {
  const { timeZone } = useWorkspace();
  const names = useEventNames();
  return (
    <VisuallyHidden role="status">
      Newest, {timeOfDay(event.at, timeZone)}: {plain(tellEvent(event, names).pieces)}
    </VisuallyHidden>
  );
}

/** That only what happened to one thing is shown, and the way back. */
function OnlyOne({ about, onEnd }: { about: Schemas['ActivityResponse'] | undefined; onEnd: () => void }) {
  const names = useEventNames();
  const name = about?.title ? `“${about.title}”` : about?.channelId ? names.account(about.channelId) : 'one thing';
  return (
    <Group gap="xs">
      <Text size="sm">
        Only what happened to <bdi>{name}</bdi>
        {about?.kind.startsWith('job.') && about.channelId ? ` on ${names.account(about.channelId)}` : ''}
      </Text>
      <Button size="compact-sm" variant="default" leftSection={<X size={14} aria-hidden />} onClick={onEnd}>
        Show everything
      </Button>
    </Group>
  );
}

const long = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `Today`, `Yesterday`, `Monday, 2 March 2026`. */
function dayWord(day: string, zone: string): string {
  const today = wallOf(Date.now(), zone).slice(0, 10);
  return day === today ? 'Today' : day === addDays(today, -1) ? 'Yesterday' : long.format(new Date(day));
}
