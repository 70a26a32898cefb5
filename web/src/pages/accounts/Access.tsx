import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { Facts } from '../../shared/Facts.tsx';
import { Loaded } from '../../shared/Loaded.tsx';
import { Note } from '../../shared/Note.tsx';
import { Section } from '../../shared/Section.tsx';
import { dateTime, fromNow } from '../../shared/times.ts';
import { AtRisk } from './AtRisk.tsx';
import { platformName } from '../../words/platforms.ts';
import { healthQuery } from './queries.ts';
import { TokenLife } from './TokenLife.tsx';

/** How the access to the account stands: its life, what it lacks, and the posts that would outlive it. */
export function Access({ channel }: { channel: Schemas['ChannelResponse'] }) {
  const query = useQuery(healthQuery(channel.id));
  const { timeZone } = useWorkspace();
  const at = (time: string | null) => (time === null ? null : `${dateTime(time, timeZone)} (${fromNow(time)})`);
  return (
    <Section title="Access" about="What the network lets Posthaste do on this account, and for how long. It is renewed ahead of its end, by itself, where the network allows that.">
      <Loaded query={query} rows={3}>
        {health => (
          <Stack gap="md">
            <TokenLife health={health} since={channel.tokenChangedAt} />
            {health.scopesMissing !== null && health.scopesMissing.length > 0 && (
              <Note colour="orange" icon={TriangleAlert} title="Permissions are missing">
                <Text size="sm">Without <b>{health.scopesMissing.join(', ')}</b> posts of this account are held back. Reconnect it and leave every permission ticked.</Text>
              </Note>
            )}
            {health.lastError !== null && (
              <Note colour={health.state === 'dead' ? 'red' : 'orange'} icon={TriangleAlert} title={health.lastError.message}>
                <Text size="sm">{dateTime(health.lastError.at, timeZone)} · code {health.lastError.code}{health.failures > 1 ? ` · ${health.failures} tries` : ''}</Text>
              </Note>
            )}
            <AtRisk posts={health.postsAtRisk} isDead={health.state === 'dead' || health.state === 'disconnected'} />
            <Facts
              of={[
                ['First connected', at(channel.createdAt)],
                ['Signed in by', channel.login === null ? null : `${platformName(channel.login)} Login`],
                ['Access given', at(channel.tokenChangedAt)],
                ['Renewed by itself', at(health.lastRenewedAt)],
                ['Next renewal', at(health.nextRenewalAt)],
                ['Right to renew ends', at(health.grantExpiresAt)],
                ['Permissions', channel.scopes === null ? (health.state === 'disconnected' ? null : 'The network does not tell') : channel.scopes.join(', ')],
                ['Id at the network', channel.remoteId],
              ]}
            />
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}
