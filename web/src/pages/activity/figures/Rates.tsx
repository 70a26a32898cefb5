import { Badge, Card, Table, Text, Title } from '@mantine/core';
import { Check, Minus, TriangleAlert } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';
import { platformName } from '../../../words/platforms.ts';
import { metWords, RATES, shareWords, targetWords, windowWords } from './rates.ts';

/** How well it has worked of late, against what it should be. */
export function Rates({ rates }: { rates: readonly Schemas['RateResponse'][] }) {
  return (
    <Card withBorder component="section" aria-labelledby="rates">
      <Title order={2} size="h5" id="rates">
        How well it works
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        Of the latest time, whichever days are chosen. What is missed is also an alert.
      </Text>
      <Table.ScrollContainer minWidth={0} scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': 'How well it works', role: 'group' } }}>
        <Table fz="sm" tabularNums verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Rate</Table.Th>
              <Table.Th scope="col">Now</Table.Th>
              <Table.Th scope="col">Should be</Table.Th>
              <Table.Th scope="col">How it stands</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rates.map(rate => (
              <Table.Tr key={rate.kind} style={{ verticalAlign: 'top' }}>
                <Table.Th scope="row" fw={400} title={rate.formula}>
                  <Text size="sm" fw={600}>{RATES[rate.kind].name}</Text>
                  <Text size="xs" c="dimmed">{RATES[rate.kind].of}, in the last {windowWords(rate.from)}</Text>
                </Table.Th>
                <Table.Td>
                  {shareWords(rate)}
                  {rate.platforms.length > 1 && rate.platforms.map(one => (
                    <Text key={one.platform} size="xs" c="dimmed">
                      {platformName(one.platform)}: {shareWords(one)}
                      {one.isMet === false && ', missed'}
                    </Text>
                  ))}
                </Table.Td>
                <Table.Td>{targetWords(rate.target) ?? '–'}</Table.Td>
                <Table.Td><Met rate={rate} /></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Card>
  );
}

function Met({ rate }: { rate: Schemas['RateResponse'] }) {
  const met = metWords(rate);
  if (met === null) return '–';
  const Icon = met.colour === 'green' ? Check : met.colour === 'red' ? TriangleAlert : Minus;
  return (
    <Badge className={`state state-${met.colour}`} variant="default" leftSection={<Icon size={14} aria-hidden />}>
      {met.word}
    </Badge>
  );
}
