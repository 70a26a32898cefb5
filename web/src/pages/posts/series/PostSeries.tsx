import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { dateTime } from '../../../shared/times.ts';
import { Section } from '../../post/parts/Section.tsx';
import { type Series, seriesPostsQuery, useSeries } from './queries.ts';
import { SeriesCard } from './SeriesCard.tsx';

/** The series that repeat a post, or the one that made it; nothing where there is none. */
export function PostSeries({ post }: { post: Schemas['PostResponse'] }) {
  const all = useSeries().data ?? [];
  const shown = all.filter(one => one.postId === post.id || one.id === post.seriesId);
  if (shown.length === 0) return null;
  return (
    <Section title={post.seriesId === null ? 'Comes again' : 'Made by a series'}>
      <Stack gap="sm">
        {shown.map(one => (
          <SeriesCard key={one.id} series={one}>
            {one.postId === post.id && <Coming series={one} />}
          </SeriesCard>
        ))}
      </Stack>
    </Section>
  );
}

function Coming({ series }: { series: Series }) {
  const { timeZone } = useWorkspace();
  const posts = useQuery(seriesPostsQuery(series.id)).data;
  if (!posts) return null;
  const ahead = posts.flatMap(post => (post.at !== null && Date.parse(post.at) > Date.now() ? [post.at] : [])).sort();
  return <Text size="sm" c="dimmed">{ahead.length === 0 ? series.endedAt === null ? 'Its next posts are still too far ahead to be made.' : 'None of its posts lies ahead.' : `Next: ${ahead.slice(0, 3).map(at => dateTime(at, timeZone)).join(' · ')}${ahead.length > 3 ? ` and ${ahead.length - 3} more` : ''}`}</Text>;
}
