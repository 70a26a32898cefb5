import { Text } from '@mantine/core';
import { useWorkspace } from '../../../api/session.ts';
import { dateTime } from '../../../shared/times.ts';
import { instantsIn } from './rehearsal.ts';

/** A sentence of the server. Times that it tells in UTC stand beside it on the workspace's clock. */
export function Sentence({ children }: { children: string }) {
  const { timeZone } = useWorkspace();
  const times = timeZone === 'UTC' ? [] : instantsIn(children).map(at => dateTime(at, timeZone));
  return (
    <>
      <span dir="auto">{children}</span>
      {times.length > 0 && <Text span inherit c="dimmed"> (That is {times.join(' and ')} in {timeZone}.)</Text>}
    </>
  );
}
