import { Anchor, SimpleGrid } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { Figure } from '../activity/figures/Figure.tsx';
import { lateWords, leftWords, percent } from '../activity/figures/words.ts';
import { Section } from '../post/parts/Section.tsx';

/** How the last 30 days went. */
export function Month({ days: { total, lateness } }: { days: Schemas['LastDaysResponse'] }) {
  return (
    <Section
      title="Last 30 days"
      aside={
        <Anchor component={Link} to="/activity" search={{ view: 'figures' } as never} size="sm">
          Open the figures
        </Anchor>
      }
    >
      <SimpleGrid cols={2} spacing="sm">
        <Figure name="Published" value={total.published.toLocaleString()}>{leftWords(total)}</Figure>
        <Figure name="Success rate" value={total.successRate === null ? '–' : percent(total.successRate)}>of what was tried</Figure>
        <Figure name="Typical lateness" value={lateWords(lateness.p50)}>half are no later</Figure>
        <Figure name="Slowest 5 %" value={lateWords(lateness.p95)}>19 of 20 are no later</Figure>
      </SimpleGrid>
    </Section>
  );
}
