import { Button, Switch } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { CalendarSync, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { Empty } from '../../../shared/Empty.tsx';
import { KeepSafe } from '../../../shared/KeepSafe.tsx';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Section } from '../../../shared/Section.tsx';
import { FeedRow } from './FeedRow.tsx';
import lines from '../../../shared/Lines.module.css';

const NewFeedDialog = lazy(() => import('./NewFeedDialog.tsx'));

/** Feeds, newest first, those that ended too. */
const feedsQuery = queryOptions({ queryKey: ['calendar-feeds'], queryFn: async () => (await call(api.GET('/api/v1/calendar-feeds'))).items });

/** Addresses under which calendar programs read what goes out. */
export function FeedsTab() {
  const query = useQuery(feedsQuery);
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<Schemas['CalendarFeedResponse'] | null>(null);
  const [showsEnded, setShowsEnded] = useState(false);
  return (
    <Section
      title="Calendar feeds"
      about="An address that Google Calendar, Outlook or Apple Calendar subscribes to. It shows titles and times, from 90 days ago to 400 days ahead, and nothing else."
      actions={<Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setIsMaking(true)}>New feed…</Button>}
    >
      <Loaded query={query} rows={3}>
        {feeds => {
          const living = feeds.filter(feed => feed.revokedAt === null);
          const shown = showsEnded ? feeds : living;
          const ended = feeds.length - living.length;
          return (
            <>
              {shown.length === 0 ? (
                <Empty icon={CalendarSync} title="No calendar reads along">
                  Make a feed for each person or program, so that one can be ended without the others.
                </Empty>
              ) : (
                <ul className={lines.list}>
                  {shown.map(feed => <FeedRow key={feed.id} feed={feed} />)}
                </ul>
              )}
              {ended > 0 && <Switch mt="md" label={`Show ${ended === 1 ? 'one feed' : `${ended} feeds`} that ended`} checked={showsEnded} onChange={event => setShowsEnded(event.currentTarget.checked)} />}
            </>
          );
        }}
      </Loaded>
      {isMaking && (
        <Suspense>
          <NewFeedDialog onClose={() => setIsMaking(false)} onMade={feed => { setIsMaking(false); setMade(feed); }} />
        </Suspense>
      )}
      <KeepSafe title={`The feed “${made?.name ?? ''}”`} text={made?.url ?? null} onClose={() => setMade(null)}>
        Add it to a calendar program as a subscription: in Google Calendar “Other calendars”, “From URL”; in Outlook “Add calendar”, “Subscribe from web”; in Apple Calendar “New calendar subscription”. It is shown only now. Whoever has it can read along
        until the feed is ended here.
      </KeepSafe>
    </Section>
  );
}
