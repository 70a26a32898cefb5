import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Bot, UserRound } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Sentence } from '../../../shared/Sentence.tsx';
import { dateTime, viewerZone } from '../../../shared/times.ts';
import { tellEvent } from '../../../words/telling.ts';
import { useEventNames } from '../../activity/feed/useEventNames.ts';
import { Section } from '../parts/Section.tsx';
import { historyQuery } from '../queries.ts';
import classes from './history.module.css';
import { withoutRepeats } from './repeats.ts';

const FEW = 8;

/** Who did what with a post and its jobs, the newest first. */
export function History({ post }: { post: Schemas['PostResponse'] }) {
  return (
    <Section title="History">
      <Loaded query={useQuery(historyQuery(post))} rows={3}>
        {all => <Lines events={withoutRepeats(all)} post={post} />}
      </Loaded>
    </Section>
  );
}

function Lines({ events, post }: { events: readonly Schemas['EventResponse'][]; post: Schemas['PostResponse'] }) {
  const [isWhole, setWhole] = useState(false);
  return (
    <>
      <ol className={classes.list}>
        {events
          .toReversed()
          .slice(0, isWhole ? undefined : FEW)
          .map(event => (
            <Line key={event.id} event={event} post={post} />
          ))}
      </ol>
      {!isWhole && events.length > FEW && (
        <Button variant="subtle" size="xs" mt="xs" onClick={() => setWhole(true)}>
          Show all {events.length}
        </Button>
      )}
    </>
  );
}

function Line({ event, post }: { event: Schemas['EventResponse']; post: Schemas['PostResponse'] }) {
  const names = useEventNames();
  const jobs = post.jobs ?? [];
  const job = jobs.find(one => one.id === event.subjectId);
  const { pieces, quote } = tellEvent({ ...event, channelId: job && jobs.length > 1 ? job.channelId : null }, { ...names, time: at => dateTime(at, viewerZone()), page: 'post' });
  const Icon = event.actor === 'engine' ? Bot : UserRound;
  return (
    <li className={classes.line}>
      <Icon size={16} aria-hidden className={classes.icon} />
      <div>
        <Text size="sm"><Sentence pieces={pieces} /></Text>
        {quote && (
          <Text size="sm" component="blockquote" className={classes.quote} dir="auto">
            {quote}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          <time dateTime={event.at}>{dateTime(event.at, viewerZone())}</time>
        </Text>
      </div>
    </li>
  );
}
