import { Anchor, Avatar, Group, Image, Paper, ScrollArea, Spoiler, Stack, Text } from '@mantine/core';
import { ExternalLink } from 'lucide-react';
import { addressOf, type Schemas } from '../../../api/client.ts';
import { CategoryOf } from '../../../shared/CategoryMark.tsx';
import { StateBadge } from '../../../shared/StateBadge.tsx';
import { dateTime, viewerZone, zoneName } from '../../../shared/times.ts';
import { POST_TYPES, REASONS } from '../../../words/states.ts';
import { SeriesMark } from '../../posts/series/SeriesMark.tsx';
import { initials } from '../entries.ts';
import type { Accounts } from '../Initials.tsx';

/** A post at one glance: its pictures, its words, and how it stands on each account. */
export function PostGlance({ post, zone, accounts }: { post: Schemas['PostResponse']; zone: string; accounts: Accounts }) {
  const jobs = post.jobs ?? [];
  const without = post.channelIds.filter(id => !jobs.some(job => job.channelId === id));
  return (
    <Stack>
      <ScrollArea type="auto" offsetScrollbars="x" viewportProps={{ tabIndex: post.mediaIds.length > 2 ? 0 : -1, role: 'group', 'aria-label': 'Media' }}>
        <Group wrap="nowrap" gap="xs">
          {post.mediaIds.map((id, place) => (
            <Image key={id} src={addressOf(`/api/v1/media/${id}/thumbnail`)} alt={post.altTexts[place] || `${POST_TYPES[post.type]}, ${place + 1} of ${post.mediaIds.length}`} h={160} w={post.mediaIds.length === 1 ? '100%' : 160} fit="cover" radius="md" />
          ))}
        </Group>
      </ScrollArea>
      <div>
        <Text fw={650} dir="auto" ta="left" style={{ overflowWrap: 'anywhere' }}>{post.title}</Text>
        <Text size="sm" c="dimmed">{POST_TYPES[post.type]} by {post.createdBy}</Text>
        <Text size="sm" c="dimmed" component="div"><CategoryOf id={post.categoryId} /></Text>
        {post.seriesId !== null && <SeriesMark seriesId={post.seriesId} />}
      </div>
      {post.caption !== '' && post.caption !== post.title && (
        <Spoiler maxHeight={120} showLabel="Show all of it" hideLabel="Show less" transitionDuration={0}>
          <Text size="sm" dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{post.caption}</Text>
        </Spoiler>
      )}
      {post.variants.length > 0 && <Text size="sm" c="dimmed">Some accounts get words or pictures of their own: see the post.</Text>}
      {jobs.map(job => (
        <OnAccount key={job.id} channel={accounts.get(job.channelId)} at={job.publishedAt ?? job.dueAt} zone={zone}>
          <StateBadge state={job.state} approval={post.approval} reason={job.reason} />
          {job.reason && <Text size="sm">{REASONS[job.reason]}</Text>}
          {job.lastError && <Text size="sm" c="var(--mantine-color-error)">{job.lastError.message} {job.lastError.advice}</Text>}
          {job.permalink && (
            <Anchor href={job.permalink} target="_blank" rel="noopener noreferrer" size="sm">
              See it live <ExternalLink size={13} aria-hidden />
            </Anchor>
          )}
        </OnAccount>
      ))}
      {without.map(id => (
        <OnAccount key={id} channel={accounts.get(id)} at={post.at} zone={zone}>
          <StateBadge approval={post.approval} />
        </OnAccount>
      ))}
      {post.approval === 'rejected' && post.approvalNote && <Text size="sm" dir="auto">“{post.approvalNote}”</Text>}
    </Stack>
  );
}

function OnAccount({ channel, at, zone, children }: { channel: Schemas['ChannelResponse'] | undefined; at: string | null; zone: string; children: React.ReactNode }) {
  const name = channel?.username ?? '…';
  return (
    <Paper withBorder p="sm">
      <Group gap="sm" wrap="nowrap" align="start">
        <Avatar size={36} radius="xl" color="gray" variant="light" aria-hidden><Text size="xs" fw={650} c="var(--mantine-color-text)" span>{initials(name)}</Text></Avatar>
        <Stack gap={4} align="start" style={{ minWidth: 0 }}>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>@{name}</Text>
          <Text size="sm">{at ? `${dateTime(at, zone)} in ${zoneName(zone, new Date(at))}` : 'No time yet'}</Text>
          {at && zone !== viewerZone() && <Text size="sm" c="dimmed">{dateTime(at, viewerZone())} for you</Text>}
          {children}
        </Stack>
      </Group>
    </Paper>
  );
}
