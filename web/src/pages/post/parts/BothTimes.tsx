import { Text } from '@mantine/core';
import { useWorkspace } from '../../../api/session.ts';
import { dateTime, viewerZone } from '../../../shared/times.ts';

/** An instant on the viewer's clock, with the workspace's beside it where the two differ. */
export function BothTimes({ at }: { at: string }) {
  const { timeZone } = useWorkspace();
  const [here, there] = [dateTime(at, viewerZone()), dateTime(at, timeZone)];
  return (
    <>
      <time dateTime={at}>{here}</time>
      {here !== there && (
        <Text span c="dimmed" size="sm">
          {' '}
          ({there} in {cityOf(timeZone)})
        </Text>
      )}
    </>
  );
}

/** `Europe/Berlin` is `Berlin` to people. */
const cityOf = (zone: string): string => zone.split('/').at(-1)!.replaceAll('_', ' ');
