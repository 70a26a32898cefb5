import { SimpleGrid, Skeleton, Stack } from '@mantine/core';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { ChartColumn } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { Empty } from '../../../shared/Empty.tsx';
import { Loaded } from '../../../shared/Loaded.tsx';
import { bytes } from '../../../shared/times.ts';
import { DayFields } from '../DayFields.tsx';
import classes from '../filters.module.css';
import type { Period } from '../period.ts';
import { Spans } from '../Spans.tsx';
import type { FilterChange, Filters } from '../useFilters.ts';
import { ByAccount } from './ByAccount.tsx';
import { Figure } from './Figure.tsx';
import { Rates } from './Rates.tsx';
import { automatic, lateWords, leftWords, percent } from './words.ts';

const Charts = lazy(() => import('./Charts.tsx'));

const figuresQuery = ({ first, last }: Period) =>
  queryOptions({ queryKey: ['figures', first, last], placeholderData: keepPreviousData, queryFn: ({ signal }) => call(api.GET('/api/v1/figures', { params: { query: { from: first, to: last } }, signal })) });

interface Props {
  filters: Filters;
  change: (wanted: FilterChange) => void;
}

/** How publishing went on some days. */
export function Figures({ filters: { period }, change }: Props) {
  return (
    <Stack gap="md">
      <div className={classes.filters} role="search" aria-label="Which days">
        <Spans period={period} change={change} />
        <DayFields period={period} fallback={period} change={next => change({ period: next })} />
      </div>
      <Loaded query={useQuery(figuresQuery(period))} rows={8}>
        {figures => <Whole figures={figures} />}
      </Loaded>
    </Stack>
  );
}

function Whole({ figures }: { figures: Schemas['FiguresResponse'] }) {
  const { total, lateness, methods, hosted } = figures;
  const share = automatic({ methods });
  const byHand = methods.find(one => one.method === 'manual')?.published ?? 0;
  if (total.published + total.notPublished + total.neverTried + figures.attempts + figures.errors.length === 0) {
    return (
      <>
        <Empty icon={ChartColumn} title="Nothing was due on these days">
          Posts count on the day they were due. Choose other days, or come back once something has gone out.
        </Empty>
        <Rates rates={figures.rates} />
      </>
    );
  }
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: 3 }} spacing="sm">
        <Figure name="Published" value={total.published.toLocaleString()}>{leftWords(total)}</Figure>
        <Figure name="Success rate" value={total.successRate === null ? '–' : percent(total.successRate)}>of what was tried</Figure>
        <Figure name="Typical lateness" value={lateWords(lateness.p50)}>half are no later</Figure>
        <Figure name="Went out by itself" value={share === null ? '–' : percent(share)}>of what was published</Figure>
        <Figure name="Published by hand" value={byHand.toLocaleString()}>{byHand === 0 ? 'nobody had to' : 'by people, from their cards'}</Figure>
        <Figure name="Media hosted now" value={bytes(hosted.bytes)}>{bytes(hosted.servedBytes)} handed out, {bytes(hosted.uploadedBytes)} sent to a store on these days</Figure>
      </SimpleGrid>
      <Rates rates={figures.rates} />
      <Suspense fallback={<Skeleton height={560} radius="md" />}>
        <Charts figures={figures} />
      </Suspense>
      <ByAccount rows={figures.channels} />
    </>
  );
}
