import { Group, Progress, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Ban } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Note } from '../../shared/Note.tsx';
import { Section } from '../../shared/Section.tsx';
import { dateTime, fromNow, timeOfDay } from '../../shared/times.ts';
import { usageQuery } from './queries.ts';

const NAMES: Record<Schemas['LimitName'], string> = {
  posts_per_day: 'Posts in 24 hours',
  posts_per_hour: 'Posts in an hour',
  containers_per_day: 'Uploads handed over in 24 hours',
  calls_per_hour: 'Calls in an hour',
  inbox_per_day: 'Posts that wait in its inbox, of 24 hours',
};

const SOURCES: Record<Schemas['LimitSource'], string> = {
  platform: 'as the network says for this account',
  default: 'as the network’s documentation says',
  setting: 'as this server’s settings say',
};

/** How much of each limit is used now, and when there is more room. */
export function Quota({ channelId }: { channelId: string }) {
  const query = useQuery(usageQuery(channelId));
  const { timeZone } = useWorkspace();
  return (
    <Section title="Limits" about="What the network still allows. A post for which there is no room waits for its turn.">
      <Loaded query={query} rows={2}>
        {usage => (
          <>
            {usage.blockedUntil !== null && (
              <Note colour="red" icon={Ban} title="The network wants no calls for now">
                Posts of this account wait until {dateTime(usage.blockedUntil, timeZone)}, {fromNow(usage.blockedUntil)}.
              </Note>
            )}
            <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="lg" mt={usage.blockedUntil === null ? 0 : 'md'}>
              {usage.limits.map(limit => <Meter key={limit.name} limit={limit} />)}
            </SimpleGrid>
            <Text size="sm" c="dimmed" mt="md">
              Last 24 hours: {count(usage.publishesLastDay, 'publish call')}, {count(usage.callsLastDay, 'call')} in all, {count(usage.errorsLastDay, 'refusal or failure', 'refusals or failures')}.
            </Text>
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Meter({ limit }: { limit: Schemas['LimitResponse'] }) {
  const { timeZone } = useWorkspace();
  const share = limit.limit === 0 ? 1 : limit.used / limit.limit;
  const colour = limit.remaining === 0 ? 'red' : share >= 0.8 ? 'orange' : 'green';
  const name = NAMES[limit.name];
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={600}>{name}</Text>
        <Text size="sm" style={{ flex: 'none' }}>{limit.used.toLocaleString()} of {limit.limit.toLocaleString()}</Text>
      </Group>
      <Progress.Root size={10} radius="xl" my={4} role="presentation">
        <Progress.Section value={Math.min(share, 1) * 100} color={`var(--state-${colour})`} role="meter" aria-label={name} aria-valuemin={0} aria-valuemax={limit.limit} aria-valuenow={Math.min(limit.used, limit.limit)} aria-valuetext={`${limit.used} of ${limit.limit} used`} />
      </Progress.Root>
      <Text size="xs" c="dimmed">
        {limit.remaining === 0 ? 'Used up' : `${limit.remaining.toLocaleString()} left`}
        {limit.resetAt !== null && `, more room at ${timeOfDay(limit.resetAt, timeZone)} (${fromNow(limit.resetAt)})`}
        {` · ${SOURCES[limit.source]}`}
      </Text>
    </div>
  );
}

const count = (number: number, one: string, many = `${one}s`): string => `${number.toLocaleString()} ${number === 1 ? one : many}`;
