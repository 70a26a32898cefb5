import { Card, Group, Text, ThemeIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleCheckBig } from 'lucide-react';
import { fromNow } from '../../shared/times.ts';
import { Section } from '../post/parts/Section.tsx';
import { nextAfterQuery, type Overview } from './queries.ts';

/** That nobody has anything to do is worth saying, with what comes next by itself. */
export function NothingNeedsYou({ overview: { upcoming } }: { overview: Overview }) {
  const first = upcoming.jobs[0]?.dueAt;
  const later = useQuery({ ...nextAfterQuery(upcoming.until), enabled: first === undefined }).data?.dueAt;
  const next = first ?? later;
  return (
    <Section title="Nothing needs you">
      <Card withBorder p="md">
        <Group gap="md" wrap="nowrap">
          <ThemeIcon className="state state-green" variant="default" size={48} radius="xl" aria-hidden>
            <CircleCheckBig size={26} />
          </ThemeIcon>
          <Text>{next === undefined ? 'Everything that was planned has gone out, and nothing is planned next.' : Date.parse(next) < Date.now() ? 'Everything is on its way. A post is going out now.' : `Everything is on its way. The next post goes out ${fromNow(next)}.`}</Text>
        </Group>
      </Card>
    </Section>
  );
}
