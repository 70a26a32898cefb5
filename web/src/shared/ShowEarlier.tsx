import { Button, Group } from '@mantine/core';

interface Props {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> };
}

/** Below a list that begins with the newest: what came before. Nothing where that is all. */
export function ShowEarlier({ query }: Props) {
  if (!query.hasNextPage) return null;
  return (
    <Group>
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        Show earlier
      </Button>
    </Group>
  );
}
