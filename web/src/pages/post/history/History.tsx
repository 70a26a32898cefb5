import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Bot, UserRound } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { dateTime, viewerZone } from '../../../shared/times.ts';
import { Section } from '../parts/Section.tsx';
import { historyQuery } from '../queries.ts';
import { quoteOf, tell, withoutRepeats } from '../rules/historyWords.ts';
import { useAccountName, useWho } from '../useNames.ts';
import classes from './history.module.css';

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
  const who = useWho()(event.actor);
  const nameOf = useAccountName();
  const jobs = post.jobs ?? [];
  const job = jobs.find(one => one.id === event.subjectId);
  const data = (event.data ?? {}) as Record<string, unknown>;
  const quote = quoteOf(data);
  const Icon = event.actor === 'engine' ? Bot : UserRound;
  return (
    <li className={classes.line}>
      <Icon size={16} aria-hidden className={classes.icon} />
      <div>
        <Text size="sm">{tell(event.kind, { who, on: job && jobs.length > 1 ? ` on ${nameOf(job.channelId)}` : '', data, time: at => dateTime(at, viewerZone()) })}</Text>
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
