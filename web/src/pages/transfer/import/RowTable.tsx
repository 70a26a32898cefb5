import { Button, Group, SegmentedControl, Title } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import classes from '../transfer.module.css';
import { ImportRow } from './ImportRow.tsx';
import { filtersOf, type RowFilter, rowsOf } from './rows.ts';

const STEP = 50;

interface Props {
  result: Schemas['ImportResponse'];
  /** Which rows are shown first, where there are any. */
  first: RowFilter;
  /** It is being looked at anew. */
  isOld?: boolean;
}

/** What becomes of each row, or became of it. */
export function RowTable({ result: { rows }, first, isOld = false }: Props) {
  const [wanted, setWanted] = useState<RowFilter>(first);
  const [count, setCount] = useState(STEP);
  const filters = filtersOf(rows);
  const filter = filters.some(one => one.value === wanted) ? wanted : 'all';
  const shown = rowsOf(rows, filter);
  return (
    <section aria-labelledby="rows" style={isOld ? { opacity: 0.6 } : undefined} aria-busy={isOld}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Title order={2} size="h4" id="rows">
          Row by row
        </Title>
        {filters.length > 1 && (
          <SegmentedControl aria-label="Which rows" size="sm" data={filters} value={filter} onChange={next => { setWanted(next as RowFilter); setCount(STEP); }} />
        )}
      </Group>
      <table className={classes.rows} role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">Row</th>
            <th scope="col" role="columnheader">Post</th>
            <th scope="col" role="columnheader">What there is to say</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.slice(0, count).map(row => (
            <ImportRow key={row.row} row={row} />
          ))}
        </tbody>
      </table>
      {shown.length > count && (
        <Button mt="sm" variant="default" onClick={() => setCount(count + STEP)}>
          Show {Math.min(STEP, shown.length - count)} more
        </Button>
      )}
    </section>
  );
}
