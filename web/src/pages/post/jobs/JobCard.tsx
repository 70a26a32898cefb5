import { Anchor, Card, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ExternalLink } from 'lucide-react';
import { lazy, Suspense } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { StateBadge } from '../../../shared/StateBadge.tsx';
import { dateTime, viewerZone } from '../../../shared/times.ts';
import { AccountSign } from '../parts/Account.tsx';
import { BothTimes } from '../parts/BothTimes.tsx';
import { Disclosure } from '../parts/Disclosure.tsx';
import { Facts } from '../parts/Facts.tsx';
import { latenessWords, PART_STATES, partName, whatNext } from '../rules/jobWords.ts';
import { platformName } from '../../../words/platforms.ts';
import { useAccount, useAccountName } from '../useNames.ts';
import { concernsPerson } from '../../handover/rules.ts';
import { Attempts } from './Attempts.tsx';
import { ErrorNote } from './ErrorNote.tsx';
import { JobActions } from './JobActions.tsx';
import { Metrics } from './Metrics.tsx';

const HandoverNote = lazy(() => import('../../handover/HandoverNote.tsx').then(module => ({ default: module.HandoverNote })));
const Sent = lazy(() => import('../sent/Sent.tsx').then(module => ({ default: module.Sent })));

interface Props {
  job: Schemas['JobResponse'];
  post: Schemas['PostResponse'];
  isOnlyOne: boolean;
}

/** How a post stands on one account, why, and what can be done. */
export function JobCard({ job, post, isOnlyOne }: Props) {
  const channel = useAccount()(job.channelId);
  const name = useAccountName()(job.channelId);
  const next = whatNext(job);
  const isGrave = job.state === 'needs_attention' || job.state === 'failed';
  const parts = job.parts.filter(part => part.part !== 'post');

  return (
    <Card withBorder component="article" aria-label={`On ${name}`}>
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap="xs" wrap="nowrap" miw={0}>
            <AccountSign channel={channel} />
            <div style={{ minWidth: 0 }}>
              <Title order={3} size="h5">
                <Anchor component={Link} to={`/accounts/${job.channelId}`} c="inherit" fw={650} style={{ overflowWrap: 'anywhere' }}>
                  {name}
                </Anchor>
              </Title>
              <Text size="xs" c="dimmed">
                {platformName(job.platform)}
              </Text>
            </div>
          </Group>
          <StateBadge state={job.state} approval={post.approval} reason={job.reason} />
        </Group>

        {next && <Text size="sm">{next}</Text>}
        {job.lastError && <ErrorNote job={job} error={job.lastError} />}
        {concernsPerson(job) && (
          <Suspense>
            <HandoverNote job={job} />
          </Suspense>
        )}

        <Facts
          facts={[
            ['Due', <BothTimes key="due" at={job.dueAt} />],
            ['Published', job.publishedAt && <BothTimes at={job.publishedAt} />],
            ['Lateness', job.latenessMs !== null && latenessWords(job.latenessMs)],
            ['Taken down', job.takenDownAt && <BothTimes at={job.takenDownAt} />],
            ['Link', job.permalink && job.takenDownAt === null && <Permalink href={job.permalink} />],
            ...parts.map(part => [partName(part.part), <PartLine key={part.part} part={part} />] as const),
          ]}
        />

        <JobActions job={job} isOnlyOne={isOnlyOne} about={`on ${name}`} />

        {job.state === 'published' && job.remoteId !== null && (
          <Disclosure label="How it is doing" isOpenAtFirst>
            <Metrics job={job} />
          </Disclosure>
        )}
        {job.parts.length > 0 && (
          <Disclosure label={`What was approved, and what was sent${isOnlyOne ? '' : ` on ${name}`}`}>
            <Suspense>
              <Sent job={job} />
            </Suspense>
          </Disclosure>
        )}
        <Disclosure label={`Attempts${isOnlyOne ? '' : ` on ${name}`}`} isOpenAtFirst={isGrave}>
          <Attempts job={job} />
        </Disclosure>
      </Stack>
    </Card>
  );
}

/** A link to what is live, in a tab of its own. */
function Permalink({ href }: { href: string }) {
  return (
    <Anchor inherit href={href} target="_blank" rel="noopener noreferrer">
      {href.replace(/^https?:\/\/(www\.)?/, '')} <ExternalLink size={14} aria-label="(opens in a new tab)" style={{ verticalAlign: '-2px' }} />
    </Anchor>
  );
}

function PartLine({ part }: { part: Schemas['PartResponse'] }) {
  return part.permalink ? <Permalink href={part.permalink} /> : <>{PART_STATES[part.state]}</>;
}

/** An account that the post is for, but where nothing is on its way yet. */
export function AccountWithoutJob({ channelId, post }: { channelId: string; post: Schemas['PostResponse'] }) {
  const channel = useAccount()(channelId);
  const name = useAccountName()(channelId);
  return (
    <Card withBorder component="article" aria-label={`On ${name}`}>
      <Group justify="space-between" gap="xs">
        <Group gap="xs" wrap="nowrap" miw={0}>
          <AccountSign channel={channel} />
          <div style={{ minWidth: 0 }}>
            <Title order={3} size="h5" style={{ overflowWrap: 'anywhere' }}>
              {name}
            </Title>
            <Text size="xs" c="dimmed">
              {post.at === null ? 'No time yet' : `Wanted for ${dateTime(post.at, viewerZone())}; not scheduled yet`}
            </Text>
          </div>
        </Group>
        <StateBadge approval={post.approval} />
      </Group>
    </Card>
  );
}
