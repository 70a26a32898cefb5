import { Button, Drawer, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarClock, Copy, FileText, Pencil, Repeat } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useMay, useWorkspace } from '../../../api/session.ts';
import type { Schemas } from '../../../api/client.ts';
import { lazily } from '../../../shared/lazily.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { useCopy } from '../../posts/useCopy.ts';
import type { Accounts } from '../Initials.tsx';
import { type Movable, movability, plannability } from '../moving.ts';
import { PostGlance } from './PostGlance.tsx';
import { postQuery } from '../useCalendar.ts';

const RepeatDialog = lazily(() => import('../../posts/series/RepeatDialog.tsx'), 'RepeatDialog');

interface Props {
  postId: string | undefined;
  zone: string;
  accounts: Accounts;
  onClose: () => void;
  onMove: (what: Movable) => void;
}

/** A post beside the calendar: enough to recognise it and to see how it stands; its page has the rest. */
export function PostDrawer({ postId, ...rest }: Props) {
  return (
    <Drawer opened={postId !== undefined} onClose={rest.onClose} position="right" size="md" title="Post">
      {postId !== undefined && <Content key={postId} postId={postId} {...rest} />}
    </Drawer>
  );
}

function Content({ postId, zone, accounts, onMove }: Omit<Props, 'onClose'> & { postId: string }) {
  const query = useQuery(postQuery(postId));
  const mayEdit = useMay('edit_posts');
  const maySchedule = useMay('schedule_posts');
  const { approvalPolicy } = useWorkspace();
  const copy = useCopy();
  const [isRepeating, setRepeating] = useState(false);
  return (
    <Loaded query={query} rows={6}>
      {post => {
        const what = movableOf(post);
        const job = post.jobs?.find(one => one.id === what.jobId);
        const may = !maySchedule ? false : job ? movability({ ...job, jobId: job.id, approval: post.approval }, true, approvalPolicy).may : isOpen(post) && plannability(post.approval, approvalPolicy).may;
        return (
          <Stack>
            <PostGlance post={post} zone={zone} accounts={accounts} />
            <Group>
              <Button component={Link} to={`/posts/${postId}`} leftSection={<FileText size={16} aria-hidden />}>
                Open
              </Button>
              {may && (
                <Button variant="default" leftSection={<CalendarClock size={16} aria-hidden />} onClick={() => onMove(what)}>
                  {what.jobId === null ? 'Schedule…' : 'Move…'}
                </Button>
              )}
              {mayEdit && isOpen(post) && (
                <Button variant="default" component={Link} to={`/posts/${postId}/edit`} leftSection={<Pencil size={16} aria-hidden />}>
                  Edit
                </Button>
              )}
              {maySchedule && (
                <Button variant="default" leftSection={<Repeat size={16} aria-hidden />} onClick={() => setRepeating(true)}>
                  Repeat…
                </Button>
              )}
              {mayEdit && (
                <Button variant="default" leftSection={<Copy size={16} aria-hidden />} loading={copy.isPending} onClick={() => copy.mutate(postId)}>
                  Copy
                </Button>
              )}
            </Group>
            {isRepeating && <Suspense><RepeatDialog postId={postId} onClose={() => setRepeating(false)} /></Suspense>}
          </Stack>
        );
      }}
    </Loaded>
  );
}

/** Whether it is not live on every account yet. */
const isOpen = (post: Schemas['PostResponse']): boolean => !post.jobs?.length || post.jobs.some(job => job.state !== 'published');

/** What of a post can be moved: the first job that is still open, or the post itself where it has none. */
function movableOf(post: Schemas['PostResponse']): Movable {
  const job = post.jobs?.find(one => one.state !== 'published' && one.state !== 'cancelled');
  return { postId: post.id, jobId: job?.id ?? null, title: post.title, mediaId: post.mediaIds[0] ?? null, type: post.type, at: job?.dueAt ?? post.at };
}
