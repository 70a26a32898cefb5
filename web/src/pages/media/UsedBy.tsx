import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Replace } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay, useWorkspace } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { StateBadge } from '../../shared/StateBadge.tsx';
import { dateTime } from '../../shared/times.ts';
import { PostLine } from '../post/parts/PostLine.tsx';
import { postQuery } from '../post/queries.ts';
import { usesQuery } from './uses.ts';

const ReplaceDialog = lazy(() => import('./ReplaceDialog.tsx').then(module => ({ default: module.ReplaceDialog })));

/** The posts that show an item, and the way to show another one in those that are not decided yet. */
export function UsedBy({ media }: { media: Schemas['MediaResponse'] }) {
  const query = useInfiniteQuery(usesQuery(media.id));
  const mayEdit = useMay('edit_posts');
  const [isReplacing, setReplacing] = useState(false);
  const posts = query.data?.pages.flatMap(page => page.items) ?? [];
  const hasDrafts = posts.some(post => post.approval === 'draft' || post.approval === 'rejected');
  return (
    <section>
      <Title order={3} size="h5" mb="xs">Used by</Title>
      <Loaded query={query} rows={2}>
        {() => (
          <Stack gap="sm">
            {posts.length === 0 && !query.hasNextPage && <Text size="sm" c="dimmed">No post shows it.</Text>}
            {posts.length > 0 && (
              <Stack gap="sm" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
                {posts.map(post => <Use key={post.id} post={post} />)}
              </Stack>
            )}
            <Group gap="xs">
              {query.hasNextPage && <Button size="xs" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Look among older posts</Button>}
              {mayEdit && hasDrafts && <Button size="xs" variant="default" leftSection={<Replace size={14} aria-hidden />} onClick={() => setReplacing(true)}>Use another file in its drafts…</Button>}
            </Group>
          </Stack>
        )}
      </Loaded>
      {isReplacing && <Suspense><ReplaceDialog media={media} onClose={() => setReplacing(false)} /></Suspense>}
    </section>
  );
}

function Use({ post }: { post: Schemas['PostResponse'] }) {
  const { timeZone } = useWorkspace();
  // Lists tell nothing of how a post stands on its accounts.
  const job = useQuery(postQuery(post.id)).data?.jobs?.find(one => one.state !== 'cancelled');
  const at = job?.dueAt ?? post.at;
  return (
    <li>
      <PostLine postId={post.id} title={post.title} mediaId={post.mediaIds[0]}>
        <Group gap="xs" mt={2}>
          <StateBadge state={job?.state} approval={post.approval} reason={job?.reason} />
          <Text size="xs" c="dimmed">{at === null ? 'No time yet' : dateTime(at, timeZone)}</Text>
        </Group>
      </PostLine>
    </li>
  );
}
