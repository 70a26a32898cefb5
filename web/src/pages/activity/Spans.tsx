import { Button, Group } from '@mantine/core';
import { useWorkspace } from '../../api/session.ts';
import { lastDays, type Period } from './period.ts';

const SPANS = [7, 30, 90] as const;

/** Days up to today, of which most people choose. */
export function Spans({ period, change }: { period: Period; change: (wanted: { period: Period }) => void }) {
  const { timeZone } = useWorkspace();
  return (
    <Group gap={6} role="group" aria-label="Days" style={{ gridColumn: '1 / -1' }}>
      {SPANS.map(span => {
        const days = lastDays(span, timeZone);
        const isOn = days.first === period.first && days.last === period.last;
        return (
          <Button key={span} variant={isOn ? 'filled' : 'default'} aria-pressed={isOn} onClick={() => change({ period: days })}>
            {span} days
          </Button>
        );
      })}
    </Group>
  );
}
