import { Text } from '@mantine/core';
import { useWorkspace } from '../../../api/session.ts';
import { viewerZone, zoneName } from '../../../shared/times.ts';

/** Says whose clock a page shows. */
export function ZoneNote({ zone }: { zone: 'viewer' | 'workspace' }) {
  const { timeZone } = useWorkspace();
  const shown = zone === 'viewer' ? viewerZone() : timeZone;
  return (
    <Text size="sm" c="dimmed">
      Times are those of {zoneName(shown)}
      {zone === 'workspace' ? ', the workspace’s zone.' : shown === timeZone ? ', your zone and the workspace’s.' : ', your zone.'}
    </Text>
  );
}
