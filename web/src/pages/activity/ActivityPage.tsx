import { Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useWorkspace } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Page } from '../../shared/Page.tsx';
import { Section } from '../post/parts/Section.tsx';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import { FilterBar } from './FilterBar.tsx';
import { JobList } from './JobList.tsx';
import { jobsInRangeQuery } from './jobsInRange.ts';
import { instantsOf } from './period.ts';
import { useFilters } from './useFilters.ts';

const Charts = lazy(() => import('./charts/Charts.tsx'));

/** What went out and what did not: figures of some days, and every post of them. */
export function ActivityPage() {
  const { timeZone } = useWorkspace();
  const [filters, change] = useFilters();
  const { from, to } = instantsOf(filters.period, timeZone);
  const query = useQuery(jobsInRangeQuery(from, to, filters.channelId));

  return (
    <Page title="Activity">
      <Stack gap="lg">
        <FilterBar filters={filters} change={change} />
        <Loaded query={query} rows={6}>
          {({ jobs, isWhole }) => (
            <>
              <Section title="Figures" aside={<ZoneNote />}>
                {!isWhole && <Text mb="sm">There are more posts in these days than can be counted here: these are the first {jobs.length.toLocaleString()}. Choose fewer days for exact figures.</Text>}
                <Suspense fallback={<Skeleton height={560} radius="md" />}>
                  <Charts jobs={jobs} period={filters.period} zone={timeZone} />
                </Suspense>
              </Section>
              <JobList key={JSON.stringify(filters)} jobs={filters.state === null ? jobs : jobs.filter(job => job.state === filters.state)} />
            </>
          )}
        </Loaded>
      </Stack>
    </Page>
  );
}
