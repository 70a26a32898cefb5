import { Text } from '@mantine/core';
import { useWorkspace } from '../api/session.ts';
import { viewerZone, zoneName } from './times.ts';

/** Says whose clock a page shows. */
export function ZoneNote({ zone = 'workspace', mt }: { zone?: 'viewer' | 'workspace'; mt?: 'lg' }) {
  const { timeZone } = useWorkspace();
  const shown = zone === 'viewer' ? viewerZone() : timeZone;
  return (
    <Text size="sm" c="dimmed" mt={mt}>
      Times are those of {zoneName(shown)}
      {zone === 'workspace' ? ', the workspace’s zone.' : shown === timeZone ? ', your zone and the workspace’s.' : ', your zone.'}
    </Text>
  );
}
