import { Button, Group, Text, TextInput } from '@mantine/core';
import { X } from 'lucide-react';
import { dateTime, fromNow, viewerZone, zoneName } from '../../../shared/times.ts';
import { useComposing } from '../context.ts';
import { instantOf, nextHour, wallOf } from '../../../shared/wall.ts';

/** Why a wanted time cannot be; null where it can, or where none was chosen. */
export function whyNotThen(at: string | null, zone: string, now = new Date()): string | null {
  if (at === null) return null;
  const instant = instantOf(at, zone);
  if (instant === null) return /T\d\d:\d\d$/.test(at) && !Number.isNaN(Date.parse(`${at}:00Z`)) ? 'This time does not exist that day: the clocks go over it. Choose another.' : 'Choose a day and a time.';
  return instant.getTime() < now.getTime() - 5_000 ? 'This time has passed. Choose a later one, or publish now.' : null;
}

/** Day and time on the wall of the workspace's zone, with what that is for whoever looks. */
export function WhenField({ mayClear = true }: { mayClear?: boolean }) {
  const { draft, change, workspace } = useComposing();
  const zone = workspace.timeZone;
  const [day = '', time = ''] = draft.at?.split('T') ?? [];
  const instant = draft.at ? instantOf(draft.at, zone) : null;
  const wrong = whyNotThen(draft.at, zone);
  const put = (nextDay: string, nextTime: string) => change({ at: nextDay === '' && nextTime === '' ? null : `${nextDay}T${nextTime}` });
  const start = () => nextHour(zone);
  const own = viewerZone();
  return (
    <div>
      <Group gap="sm" align="flex-end">
        <TextInput type="date" label="Day" value={day} min={wallOf(new Date(), zone).slice(0, 10)} error={wrong !== null} onChange={event => put(event.currentTarget.value, time || start().slice(11))} aria-describedby="when-words" />
        <TextInput type="time" label="Time" value={time} error={wrong !== null} onChange={event => put(day || start().slice(0, 10), event.currentTarget.value)} aria-describedby="when-words" />
        {mayClear && draft.at !== null && (
          <Button variant="subtle" size="sm" leftSection={<X size={14} aria-hidden />} onClick={() => change({ at: null })}>
            No time yet
          </Button>
        )}
      </Group>
      <Text size="sm" mt={6} id="when-words" c={wrong ? 'error' : 'dimmed'} role="status">
        {wrong ?? (instant ? `${dateTime(instant, zone)}, ${zoneName(zone, instant)}: ${fromNow(instant)}.` : `Times are those of ${zoneName(zone)}.`)}
        {wrong === null && instant && wallOf(instant, own) !== draft.at ? ` Where you are: ${dateTime(instant, own)}.` : ''}
      </Text>
    </div>
  );
}
