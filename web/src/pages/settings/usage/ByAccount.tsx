import { Anchor, ScrollArea, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../../api/client.ts';
import { bytes } from '../../../shared/times.ts';
import { platformName } from '../../../words/platforms.ts';
import { money } from './sums.ts';

/** What each account used. Those without a call are left out. */
export function ByAccount({ channels }: { channels: Schemas['WorkspaceDaysResponse']['channels'] }) {
  if (channels.length === 0) return <Text size="sm" c="dimmed">No account was used in this month.</Text>;
  const hasCost = channels.some(channel => channel.estimatedCost !== null);
  return (
    <ScrollArea viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': 'What each account used' }} offsetScrollbars="x">
      <Table miw={520}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Account</Table.Th>
            <Table.Th scope="col" ta="right">Posts</Table.Th>
            <Table.Th scope="col" ta="right">Calls</Table.Th>
            <Table.Th scope="col" ta="right">Refused</Table.Th>
            <Table.Th scope="col" ta="right">Data</Table.Th>
            {hasCost && <Table.Th scope="col" ta="right">Estimated cost</Table.Th>}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {channels.map(({ channelId, username, platform, total, estimatedCost }) => (
            <Table.Tr key={channelId}>
              <Table.Th scope="row" fw={400}>
                <Anchor component={Link} to="/accounts/$channelId" params={{ channelId } as never} size="sm">@{username}</Anchor> <Text span size="sm" c="dimmed">{platformName(platform)}</Text>
              </Table.Th>
              <Table.Td ta="right">{total.publishes.toLocaleString()}</Table.Td>
              <Table.Td ta="right">{total.calls.toLocaleString()}</Table.Td>
              <Table.Td ta="right">{total.errors.toLocaleString()}</Table.Td>
              <Table.Td ta="right">{bytes(total.bytesOut + total.bytesIn)}</Table.Td>
              {hasCost && <Table.Td ta="right">{estimatedCost === null ? '–' : money(estimatedCost.total, estimatedCost.currency)}</Table.Td>}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
