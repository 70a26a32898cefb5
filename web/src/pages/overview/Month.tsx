import { Anchor, Card, SimpleGrid, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { duration } from '../../shared/times.ts';
import { percent } from '../activity/words.ts';
import { Section } from '../post/parts/Section.tsx';
import type { Overview } from './useOverview.ts';

/** How the last 30 days went. */
export function Month({ overview: { figures, isWholeMonth } }: { overview: Overview }) {
  const { published, notPublished, successRate, lateness } = figures;
  return (
    <Section
      title="Last 30 days"
      aside={
        <Anchor component={Link} to="/activity" size="sm">
          Open activity
        </Anchor>
      }
    >
      <SimpleGrid cols={2} spacing="sm">
        <Figure name="Published" value={published.toLocaleString()}>
          {notPublished === 0 ? 'none left behind' : `${notPublished} did not go out`}
        </Figure>
        <Figure name="Success rate" value={successRate === null ? '–' : percent(successRate)}>
          of all that was due
        </Figure>
        <Figure name="Typical lateness" value={lateness === null ? '–' : duration(lateness.p50)}>
          half are quicker
        </Figure>
        <Figure name="Slowest 5 %" value={lateness === null ? '–' : duration(lateness.p95)}>
          19 of 20 are quicker
        </Figure>
      </SimpleGrid>
      {!isWholeMonth && (
        <Text size="xs" c="dimmed" mt="xs">
          Counted from the first 5,000 posts of that time.
        </Text>
      )}
    </Section>
  );
}

function Figure({ name, value, children }: { name: string; value: string; children: ReactNode }) {
  return (
    <Card withBorder p="sm">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text fz={26} fw={650} lh={1.25}>
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {children}
      </Text>
    </Card>
  );
}
