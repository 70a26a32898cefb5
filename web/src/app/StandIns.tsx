import { Text } from '@mantine/core';
import { useWorkspace } from '../api/session.ts';
import { platformName } from '../words/platforms.ts';

const LIST = new Intl.ListFormat('en-GB');

/** Says that this is a rehearsal, where the networks' place is taken by stand-ins. */
export function StandIns() {
  const { standIns } = useWorkspace();
  if (standIns.length === 0) return null;
  return (
    <Text size="sm" c="dimmed" mb="sm">
      A rehearsal: {LIST.format(standIns.map(platformName))} {standIns.length === 1 ? 'is a stand-in' : 'are stand-ins'}<Text span inherit visibleFrom="sm"> on the server’s own machine</Text>. Nothing you do here reaches anybody.
    </Text>
  );
}
