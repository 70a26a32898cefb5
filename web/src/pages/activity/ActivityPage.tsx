import { Tabs } from '@mantine/core';
import { ChartColumn, List, Rss } from 'lucide-react';
import { Page } from '../../shared/Page.tsx';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import { Feed } from './feed/Feed.tsx';
import { Figures } from './figures/Figures.tsx';
import { Posts } from './posts/Posts.tsx';
import classes from './tabs.module.css';
import { useFilters, type View } from './useFilters.ts';

/** What happened, how publishing went, and what became of each post. */
export function ActivityPage() {
  const [filters, change] = useFilters();
  const of = { filters, change };
  return (
    <Page title="Activity">
      <Tabs classNames={{ tab: classes.tab }} value={filters.view} onChange={view => change({ view: view as View })} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="events" leftSection={<Rss size={16} aria-hidden />}>What happened</Tabs.Tab>
          <Tabs.Tab value="figures" leftSection={<ChartColumn size={16} aria-hidden />}>Figures</Tabs.Tab>
          <Tabs.Tab value="posts" leftSection={<List size={16} aria-hidden />}>Posts</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="events"><Feed {...of} /></Tabs.Panel>
        <Tabs.Panel value="figures"><Figures {...of} /></Tabs.Panel>
        <Tabs.Panel value="posts"><Posts {...of} /></Tabs.Panel>
      </Tabs>
      <ZoneNote mt="lg" />
    </Page>
  );
}
