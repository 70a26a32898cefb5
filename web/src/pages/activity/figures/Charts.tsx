import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import { SimpleGrid } from '@mantine/core';
import type { Schemas } from '../../../api/client.ts';
import { dayLabel } from '../../../shared/days.ts';
import { duration } from '../../../shared/times.ts';
import { ChartCard } from './ChartCard.tsx';
import { DayTooltip, Legend } from './Legend.tsx';
import { patternOf, Patterns } from './Patterns.tsx';
import { automatic, ERROR_KINDS, lateWords, leftWords, METHODS, percent } from './words.ts';

const HEIGHT = 220;
const common = { h: HEIGHT, dataKey: 'label', tickLine: 'none', gridAxis: 'x' } as const;
/** Lying bars. */
const lying = { ...common, orientation: 'vertical', gridAxis: 'y', maxBarWidth: 28, withBarValueLabel: true } as const;
/** Charts are hidden from screen readers, so nothing in them may take the focus. */
const quiet = { accessibilityLayer: false };

const count = (value: number): string => value.toLocaleString();

const DAILY = [
  { name: 'Published', color: 'var(--state-green)' },
  { name: 'Did not go out', color: 'var(--state-red)' },
  { name: 'Never tried', color: 'var(--state-yellow)' },
];

/** How those days went, in pictures. */
export default function Charts({ figures }: { figures: Schemas['FiguresResponse'] }) {
  const { total, lateness, errors, methods, attempts, retries } = figures;
  const days = figures.days.map(({ day, total: tally }) => ({ ...tally, label: dayLabel(day) }));
  const late = ([['Half within', lateness.p50], ['19 of 20 within', lateness.p95], ['The slowest', lateness.max]] as const).filter(([, ms]) => ms !== null);
  const share = automatic(figures);

  return (
    <>
      <ChartCard
        title="Published per day"
        summary={`${total.published.toLocaleString()} published, ${leftWords(total)}`}
        columns={['Day', ...DAILY.map(series => series.name)]}
        rows={days.map(day => [day.label, String(day.published), String(day.notPublished), String(day.neverTried)])}
      >
        <BarChart
          {...common}
          type="stacked"
          data={days.map(day => ({ label: day.label, Published: day.published, 'Did not go out': day.notPublished, 'Never tried': day.neverTried }))}
          series={DAILY}
          barProps={series => ({ fill: patternOf(series.name) ?? series.color })}
          tooltipProps={{ content: ({ label, payload }) => <DayTooltip label={String(label)} rows={payload.map(row => ({ name: String(row.name), value: Number(row.value) }))} /> }}
          yAxisProps={{ allowDecimals: false, width: 36 }}
          barChartProps={quiet}
        >
          <Patterns />
        </BarChart>
        <Legend names={DAILY.map(series => series.name)} colourOf={name => DAILY.find(series => series.name === name)!.color} />
      </ChartCard>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
      <ChartCard
        title="Success rate"
        summary={total.successRate === null ? 'Nothing was tried' : `${percent(total.successRate)} of all that was tried`}
        columns={['Day', 'Success rate']}
        rows={days.map(day => [day.label, day.successRate === null ? '–' : percent(day.successRate)])}
      >
        <LineChart
          {...common}
          data={days.map(day => ({ label: day.label, 'Success rate': day.successRate === null ? null : day.successRate * 100 }))}
          series={[{ name: 'Success rate', color: 'var(--state-blue)' }]}
          curveType="linear"
          connectNulls
          // Dots of three months touch each other; a single day would be nothing without.
          withDots={days.length <= 31}
          yAxisProps={{ domain: [0, 100], width: 60, tickFormatter: value => `${value} %` }}
          valueFormatter={value => percent(value / 100)}
          lineChartProps={quiet}
        />
      </ChartCard>
      <ChartCard
        title="Lateness"
        summary={late.length === 0 ? 'Nothing was published' : `Half within ${lateWords(lateness.p50)}, 19 of 20 within ${lateWords(lateness.p95)}, the slowest ${lateWords(lateness.max)}`}
        columns={['Of what was published', 'From due to live']}
        rows={late.map(([label, ms]) => [label, lateWords(ms)])}
      >
        <BarChart
          {...lying}
          data={late.map(([label, ms]) => ({ label, Lateness: Math.max(0, ms ?? 0) }))}
          series={[{ name: 'Lateness', color: 'var(--state-blue)' }]}
          xAxisProps={{ tickFormatter: value => duration(value) }}
          yAxisProps={{ width: 110 }}
          valueFormatter={value => duration(value)}
          barChartProps={quiet}
        />
      </ChartCard>
      <ChartCard
        title="Errors by kind"
        summary={errors.length === 0 ? 'None' : 'Of every attempt and check, also of those that mended themselves'}
        columns={['Kind', 'Errors']}
        rows={errors.map(error => [ERROR_KINDS[error.kind], String(error.count)])}
      >
        <BarChart
          {...lying}
          data={errors.map(error => ({ label: ERROR_KINDS[error.kind], Errors: error.count }))}
          series={[{ name: 'Errors', color: 'var(--state-orange)' }]}
          valueFormatter={count}
          xAxisProps={{ allowDecimals: false }}
          yAxisProps={{ width: 130 }}
          barChartProps={quiet}
        />
      </ChartCard>
      <ChartCard
        title="What automation did"
        summary={share === null ? 'Nothing was published' : `${percent(share)} went out by itself. ${attempts.toLocaleString()} attempts were made, ${retries === 0 ? 'none' : retries.toLocaleString()} of them again.`}
        columns={['What', 'Count', 'Share']}
        rows={[
          ...methods.map(one => [METHODS[one.method], String(one.published), one.share === null ? '–' : percent(one.share)]),
          ['First attempts', String(attempts - retries), attempts === 0 ? '–' : percent((attempts - retries) / attempts)],
          ['Attempts made again', String(retries), attempts === 0 ? '–' : percent(retries / attempts)],
        ]}
      >
        <BarChart
          {...lying}
          data={[...methods.map(one => ({ label: METHODS[one.method], Count: one.published })), { label: 'First attempts', Count: attempts - retries }, { label: 'Again', Count: retries }]}
          series={[{ name: 'Count', color: 'var(--state-violet)' }]}
          valueFormatter={count}
          xAxisProps={{ allowDecimals: false }}
          yAxisProps={{ width: 100 }}
          barChartProps={quiet}
        />
      </ChartCard>
      </SimpleGrid>
    </>
  );
}
