import { Anchor, Card, Table, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../../api/client.ts';
import { useAccountName } from '../../post/useNames.ts';
import { percent } from './words.ts';

/** The figures of each account, most published first. */
export function ByAccount({ rows }: { rows: readonly Schemas['ChannelFiguresResponse'][] }) {
  const nameOf = useAccountName();
  if (rows.length === 0) return null;
  return (
    <Card withBorder component="section" aria-labelledby="by-account">
      <Title order={2} size="h5" id="by-account" mb="xs">
        By account
      </Title>
      <Table.ScrollContainer minWidth={0} scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': 'Figures by account', role: 'group' } }}>
        <Table fz="sm" tabularNums verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Account</Table.Th>
              <Table.Th scope="col" ta="right">Published</Table.Th>
              <Table.Th scope="col" ta="right">Did not go out</Table.Th>
              <Table.Th scope="col" ta="right">Never tried</Table.Th>
              <Table.Th scope="col" ta="right">Success rate</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ channelId, total }) => (
              <Table.Tr key={channelId}>
                <Table.Th scope="row" fw={600}>
                  <Anchor component={Link} to={`/accounts/${channelId}`} c="var(--mantine-color-text)" inherit>
                    {nameOf(channelId)}
                  </Anchor>
                </Table.Th>
                <Table.Td ta="right">{total.published.toLocaleString()}</Table.Td>
                <Table.Td ta="right">{total.notPublished.toLocaleString()}</Table.Td>
                <Table.Td ta="right">{total.neverTried.toLocaleString()}</Table.Td>
                <Table.Td ta="right">{total.successRate === null ? '–' : percent(total.successRate)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}
