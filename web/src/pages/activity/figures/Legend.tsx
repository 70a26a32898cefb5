import { Group, Paper, Text } from '@mantine/core';
import { patternOf } from './Patterns.tsx';

/** What each part of a bar is, by its colour and its pattern. */
export function Legend({ names, colourOf }: { names: readonly string[]; colourOf: (name: string) => string }) {
  return (
    <Group gap="md" mt="xs" justify="center">
      {names.map(name => (
        <Group key={name} gap={6} wrap="nowrap">
          <Swatch name={name} colour={colourOf(name)} />
          <Text size="sm">{name}</Text>
        </Group>
      ))}
    </Group>
  );
}

const Swatch = ({ name, colour }: { name: string; colour: string }) => (
  <svg width={16} height={16} aria-hidden>
    <rect width={16} height={16} rx={3} fill={patternOf(name) ?? colour} stroke={colour} />
  </svg>
);

/** The figures of the day that is pointed at. */
export function DayTooltip({ label, rows }: { label: string; rows: readonly { name: string; value: number }[] }) {
  return (
    <Paper withBorder shadow="md" px="sm" py="xs">
      <Text size="sm" fw={600}>{label}</Text>
      {rows.map(row => <Text key={row.name} size="sm">{row.name}: {row.value.toLocaleString()}</Text>)}
    </Paper>
  );
}
