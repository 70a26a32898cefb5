import { Card, Text } from '@mantine/core';
import type { Schemas } from '../../../api/client.ts';
import { bytes } from '../../../shared/times.ts';
import { money } from './sums.ts';

const HOURS_OF_A_DAY = 24;

/** The month in a few figures. */
export function Totals({ usage }: { usage: Schemas['WorkspaceDaysResponse'] }) {
  const { total, hostedTotal, estimatedCost } = usage;
  const figures: [label: string, value: string, about: string][] = [
    ['Posts published', total.publishes.toLocaleString(), 'publish calls that the networks answered with yes'],
    ['Calls', total.calls.toLocaleString(), total.errors === 0 ? 'none of them refused' : `${total.errors.toLocaleString()} of them refused or unanswered`],
    ['Data', bytes(total.bytesOut + total.bytesIn), `${bytes(total.bytesOut)} sent, ${bytes(total.bytesIn)} received`],
    ['Public copies handed out', bytes(hostedTotal.servedBytes), 'by this server, for networks to fetch'],
    ...(hostedTotal.uploadedBytes > 0 || hostedTotal.storedByteHours > 0
      ? [['Object store', bytes(hostedTotal.uploadedBytes), `sent there; as much as ${bytes(Math.round(hostedTotal.storedByteHours / HOURS_OF_A_DAY))} kept for a day`] as [string, string, string]]
      : []),
    ...(estimatedCost === null ? [] : [['Estimated cost', money(estimatedCost.total, estimatedCost.currency), 'by the prices in the server’s settings'] as [string, string, string]]),
  ];
  return (
    <ul style={{ listStyle: 'none', padding: 0, margin: 0, display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 150px), 1fr))' }}>
      {figures.map(([label, value, about]) => (
        <Card key={label} withBorder padding="md" component="li">
          <Text size="sm" c="dimmed">{label}</Text>
          <Text fz={26} fw={650} lh={1.2}>{value}</Text>
          <Text size="xs" c="dimmed">{about}</Text>
        </Card>
      ))}
    </ul>
  );
}
