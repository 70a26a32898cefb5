import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Trouble } from './Trouble.tsx';

/** What a query is to somebody who waits for it; those with pages fit as well. */
interface Query<T> {
  data: T | undefined;
  isError: boolean;
  error: unknown;
  refetch: () => unknown;
}

/** The three faces of something that is fetched: grey bars, trouble with a way to try again, or the thing itself. */
export function Loaded<T>({ query, rows = 4, children }: { query: Query<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.isError) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  return (
    <Stack gap="sm" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={44} radius="md" />
      ))}
    </Stack>
  );
}
