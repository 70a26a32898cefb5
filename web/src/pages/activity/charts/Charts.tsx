import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import { SimpleGrid } from '@mantine/core';
import type { Schemas } from '../../../api/client.ts';
import { duration } from '../../../shared/times.ts';
import { errorsByKind, tally, tallyByDay } from '../counting.ts';
import { dayLabel } from '../dayLabel.ts';
import type { Period } from '../period.ts';
import { ERROR_KINDS, percent } from '../words.ts';
import { ChartCard } from './ChartCard.tsx';

interface Props {
  jobs: readonly Schemas['JobResponse'][];
  period: Period;
  zone: string;
}

const HEIGHT = 220;
const common = { h: HEIGHT, dataKey: 'label', tickLine: 'none', gridAxis: 'x', withAnimation: false } as const;

/** How those days went, in four pictures. */
export default function Charts({ jobs, period, zone }: Props) {
  const days = tallyByDay(jobs, zone, period.first, period.last).map(day => ({ ...day, label: dayLabel(day.day) }));
  const all = tally(jobs);
  const errors = errorsByKind(jobs);
  // Charts are hidden from screen readers, so nothing in them may take the focus.
  // Dots of three months touch each other; a single day would be nothing without.
  const withDots = days.length <= 31;
  const quiet = { accessibilityLayer: false };

  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <ChartCard
        title="Published per day"
        summary={`${all.published.toLocaleString()} published, ${all.notPublished.toLocaleString()} did not go out`}
        columns={['Day', 'Published', 'Did not go out']}
        rows={days.map(day => [day.label, String(day.published), String(day.notPublished)])}
      >
        <BarChart
          {...common}
          type="stacked"
          data={days.map(day => ({ label: day.label, Published: day.published, 'Did not go out': day.notPublished }))}
          series={[
            { name: 'Published', color: 'var(--state-green)' },
            { name: 'Did not go out', color: 'var(--state-orange)' },
          ]}
          withLegend
          yAxisProps={{ allowDecimals: false, width: 36 }}
          barChartProps={quiet}
        />
      </ChartCard>
      <ChartCard
        title="Success rate"
        summary={all.successRate === null ? 'Nothing was due' : `${percent(all.successRate)} of all that was due`}
        columns={['Day', 'Success rate']}
        rows={days.map(day => [day.label, day.successRate === null ? '–' : percent(day.successRate)])}
      >
        <LineChart
          {...common}
          data={days.map(day => ({ label: day.label, 'Success rate': day.successRate === null ? null : day.successRate * 100 }))}
          series={[{ name: 'Success rate', color: 'var(--state-blue)' }]}
          curveType="linear"
          connectNulls
          withDots={withDots}
          yAxisProps={{ domain: [0, 100], width: 60, tickFormatter: value => `${value} %` }}
          valueFormatter={value => percent(value / 100)}
          lineChartProps={quiet}
        />
      </ChartCard>
      <ChartCard
        title="Lateness"
        summary={all.lateness === null ? 'Nothing was published' : `Half within ${duration(all.lateness.p50)}, 19 of 20 within ${duration(all.lateness.p95)}, the slowest ${duration(all.lateness.max)}`}
        columns={['Day', 'Half within', '19 of 20 within']}
        rows={days.map(day => [day.label, day.lateness === null ? '–' : duration(day.lateness.p50), day.lateness === null ? '–' : duration(day.lateness.p95)])}
      >
        <LineChart
          {...common}
          data={days.map(day => ({ label: day.label, 'Half within': day.lateness?.p50 ?? null, '19 of 20 within': day.lateness?.p95 ?? null }))}
          series={[
            { name: 'Half within', color: 'var(--state-blue)' },
            { name: '19 of 20 within', color: 'var(--state-violet)', strokeDasharray: '5 3' },
          ]}
          curveType="linear"
          connectNulls
          withDots={withDots}
          withLegend
          yAxisProps={{ width: 56 }}
          valueFormatter={value => duration(value)}
          lineChartProps={quiet}
        />
      </ChartCard>
      <ChartCard
        title="What stands in the way"
        summary={errors.length === 0 ? 'Nothing' : 'Of posts that did not go out, or wait because of it'}
        columns={['Kind', 'Posts']}
        rows={errors.map(error => [ERROR_KINDS[error.kind], String(error.count)])}
      >
        <BarChart
          {...common}
          orientation="vertical"
          gridAxis="y"
          maxBarWidth={28}
          data={errors.map(error => ({ label: ERROR_KINDS[error.kind], Posts: error.count }))}
          series={[{ name: 'Posts', color: 'var(--state-orange)' }]}
          xAxisProps={{ allowDecimals: false }}
          yAxisProps={{ width: 130 }}
          barChartProps={quiet}
        />
      </ChartCard>
    </SimpleGrid>
  );
}
