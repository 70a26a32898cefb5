import { Box, Button, Collapse, Group, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ChevronDown, ChevronUp } from 'lucide-react';
import classes from './Bars.module.css';

/** One bar: a day, with what is to be read about it. */
export interface Bar {
  key: string;
  label: string;
  value: number;
  /** The part of the value that is shown in red, such as errors. */
  bad?: number;
}

interface Props {
  bars: readonly Bar[];
  /** What the chart shows, for who cannot see it and as the table's caption. */
  caption: string;
  format: (value: number) => string;
  /** What `bad` counts. */
  badLabel?: string;
}

/** A small chart of days, and the same figures as a table. */
export function Bars({ bars, caption, format, badLabel }: Props) {
  const [isTable, { toggle }] = useDisclosure(false);
  const top = Math.max(...bars.map(bar => bar.value), 0);
  const sum = bars.reduce((total, bar) => total + bar.value, 0);
  const best = bars.reduce<Bar | undefined>((one, bar) => (bar.value > (one?.value ?? 0) ? bar : one), undefined);
  if (sum === 0) return <Text size="sm" c="dimmed">Nothing on these days.</Text>;
  const Chevron = isTable ? ChevronUp : ChevronDown;
  return (
    <figure className={classes.figure}>
      <div className={classes.chart} role="img" aria-label={`${caption}: ${format(sum)} in all${best ? `, most on ${best.label} with ${format(best.value)}` : ''}. The figures are in the table below.`}>
        {bars.map(bar => (
          <Box key={bar.key} className={classes.slot} title={`${bar.label}: ${format(bar.value)}${bar.bad ? `, ${bar.bad} ${badLabel}` : ''}`}>
            <div className={classes.bar} style={{ height: top === 0 ? 0 : `max(${(bar.value / top) * 100}%, ${bar.value > 0 ? 2 : 0}px)` }}>
              {bar.bad !== undefined && bar.bad > 0 && <div className={classes.bad} style={{ height: `${Math.min(bar.bad / bar.value, 1) * 100}%` }} />}
            </div>
          </Box>
        ))}
      </div>
      <Group justify="space-between" gap="xs" mt={4} aria-hidden>
        <Text size="xs" c="dimmed">{bars[0]?.label}</Text>
        <Text size="xs" c="dimmed">{top > 0 ? `highest ${format(top)}` : ''}</Text>
        <Text size="xs" c="dimmed">{bars.at(-1)?.label}</Text>
      </Group>
      <Button variant="subtle" size="compact-sm" mt="xs" onClick={toggle} aria-expanded={isTable} rightSection={<Chevron size={14} aria-hidden />}>
        {isTable ? 'Hide the figures' : 'Show the figures'}
      </Button>
      <Collapse expanded={isTable}>
        <BarTable bars={bars} caption={caption} format={format} badLabel={badLabel} />
      </Collapse>
    </figure>
  );
}

/** The figures, days without any left out. */
function BarTable({ bars, caption, format, badLabel }: Props) {
  const filled = bars.filter(bar => bar.value > 0 || (bar.bad ?? 0) > 0).toReversed();
  if (filled.length === 0) return <Text size="sm" c="dimmed" mt="xs">Nothing on these days.</Text>;
  return (
    <Table mt="xs" captionSide="top" maw={420}>
      <Table.Caption ta="left">{caption}</Table.Caption>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Day</Table.Th>
          <Table.Th scope="col" ta="right">All</Table.Th>
          {badLabel !== undefined && <Table.Th scope="col" ta="right" tt="capitalize">{badLabel}</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {filled.map(bar => (
          <Table.Tr key={bar.key}>
            <Table.Th scope="row" fw={400}>{bar.label}</Table.Th>
            <Table.Td ta="right">{format(bar.value)}</Table.Td>
            {badLabel !== undefined && <Table.Td ta="right">{bar.bad ?? 0}</Table.Td>}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
