import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../../api/client.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { metricsQuery } from '../queries.ts';
import { partName } from '../rules/jobWords.ts';
import { AGES, metricsTable } from '../rules/metricsTable.ts';

/** How a live post is doing, as it was read five minutes, an hour and a day after it went live. */
export function Metrics({ job }: { job: Schemas['JobResponse'] }) {
  return (
    <Loaded query={useQuery(metricsQuery(job.id, job.postId))} rows={1}>
      {readings => {
        const tables = metricsTable(readings);
        if (tables.length === 0) return <Text size="sm" c="dimmed">The first figures are read five minutes after it went live.</Text>;
        return tables.map(({ part, rows, missing }) => (
          <div key={part}>
            <Table verticalSpacing={4} horizontalSpacing="xs" fz="sm" tabularNums>
              <Table.Caption ta="left" fz="xs">
                {[tables.length > 1 ? `${partName(part)}.` : '', ...missing].filter(Boolean).join(' ') || null}
              </Table.Caption>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Figures after</Table.Th>
                  {AGES.map(([age, label]) => (
                    <Table.Th key={age} ta="right">
                      {label}
                    </Table.Th>
                  ))}
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map(({ name, values }) => (
                  <Table.Tr key={name}>
                    <Table.Th fw={400}>{name}</Table.Th>
                    {values.map((value, column) => (
                      <Table.Td key={AGES[column]![0]} ta="right">
                        {value === null ? <span aria-label="not read">–</span> : value.toLocaleString()}
                      </Table.Td>
                    ))}
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        ));
      }}
    </Loaded>
  );
}
