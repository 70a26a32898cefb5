import { List, Text } from '@mantine/core';
import { useWorkspace } from '../../../api/session.ts';
import { dateTime } from '../../../shared/times.ts';
import { wallOf } from '../../../shared/wall.ts';

/** The next times of a series as it is being set.
 * @param time The time of day that was asked for. */
export function Preview({ title, times, time }: { title: string; times: readonly Date[]; time: string }) {
  const { timeZone } = useWorkspace();
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>{title}</Text>
      {times.length === 0 ? (
        <Text size="sm" c="var(--mantine-color-error)">No post would come of this.</Text>
      ) : (
        <List size="sm" spacing={2}>
          {times.map(at => (
            <List.Item key={at.getTime()}>
              <time dateTime={at.toISOString()}>{dateTime(at, timeZone)}</time>
              {wallOf(at, timeZone).slice(11) !== time && ', since the clocks go forward over the time'}
            </List.Item>
          ))}
        </List>
      )}
    </div>
  );
}
