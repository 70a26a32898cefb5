import { Text } from '@mantine/core';
import { useWorkspace } from '../api/session.ts';
import { zoneName } from './times.ts';

/** Names the zone that a page's times are in. */
export function ZoneNote() {
  const { timeZone } = useWorkspace();
  return <Text size="xs" c="dimmed" mt="lg">Times are those of the workspace: {zoneName(timeZone)}.</Text>;
}
