import { Button, Card, Group, Table, Text, Title } from '@mantine/core';
import { ChartColumn, Table2 } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';

interface Props {
  title: string;
  /** What it says in a sentence. */
  summary: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** The chart; it is drawn for eyes only. */
  children: ReactNode;
}

/** A chart, and the same figures as a table for who does not see it or wants the numbers. */
export function ChartCard({ title, summary, columns, rows, children }: Props) {
  const [isTable, setTable] = useState(false);
  const id = useId();
  return (
    <Card withBorder component="section" aria-labelledby={id}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2} size="h5" id={id}>
            {title}
          </Title>
          <Text size="sm" c="dimmed">
            {summary}
          </Text>
        </div>
        <Button size="compact-sm" variant="default" flex="none" aria-pressed={isTable} leftSection={isTable ? <ChartColumn size={14} aria-hidden /> : <Table2 size={14} aria-hidden />} onClick={() => setTable(!isTable)} aria-label={isTable ? `${title} as a chart` : `${title} as a table`}>
          {isTable ? 'Chart' : 'Table'}
        </Button>
      </Group>
      {isTable ? (
        <Table.ScrollContainer minWidth={0} maxHeight={240} mt="sm" scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': `Figures: ${title}`, role: 'group' } }}>
          <Table stickyHeader verticalSpacing={4} fz="sm" tabularNums>
            <Table.Thead>
              <Table.Tr>
                {columns.map((column, position) => (
                  <Table.Th key={column} ta={position === 0 ? 'left' : 'right'}>
                    {column}
                  </Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(([first, ...rest], row) => (
                <Table.Tr key={row}>
                  <Table.Th fw={400}>{first}</Table.Th>
                  {rest.map((cell, position) => (
                    <Table.Td key={columns[position + 1]} ta="right">
                      {cell}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      ) : (
        <div aria-hidden="true" style={{ marginTop: 12 }}>
          {children}
        </div>
      )}
    </Card>
  );
}
