import { Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { CalendarClock } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { Trouble } from '../../shared/Trouble.tsx';
import { accountNames, type Accounts } from './Initials.tsx';
import type { Movable } from './moving.ts';
import { Thumbnail } from './Thumbnail.tsx';
import type { useUnplanned } from './useCalendar.ts';
import classes from './calendar.module.css';

/** Something without a time, as it is given one. */
export const toMovable = (post: Schemas['PostResponse']): Movable => ({ postId: post.id, jobId: null, title: post.title, mediaId: post.mediaIds[0] ?? null, type: post.type, at: null });

/** Lets the list be dragged from. What drags is loaded with the grid, not with the page. */
function draggable(list: HTMLElement | null): (() => void) | undefined {
  if (!list) return undefined;
  let isOver = false;
  let end: (() => void) | undefined;
  void import('./dragging.ts').then(({ makeDraggable }) => {
    if (!isOver) end = makeDraggable(list);
  });
  return () => {
    isOver = true;
    end?.();
  };
}

interface Props {
  query: ReturnType<typeof useUnplanned>;
  accounts: Accounts;
  /** There is a grid to drop on. */
  canDrag: boolean;
  onPlan: (what: Movable) => void;
  onOpen: (postId: string) => void;
}

/** The posts that have no time yet: dragged onto a day, or scheduled by their button. */
export function Drafts({ query, accounts, canDrag, onPlan, onOpen }: Props) {
  const { approvalPolicy } = useWorkspace();
  const kind = approvalPolicy === 'none' ? 'drafts' : 'approved posts';
  if (query.isError) return <Trouble error={query.error} retry={() => void query.refetch()} />;
  if (!query.data) return <Stack gap="xs" role="status" aria-label="Loading">{[0, 1, 2].map(row => <Skeleton key={row} height={56} radius="md" />)}</Stack>;
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {query.data.length === 0 ? `There are no ${kind} without a time.` : canDrag ? `These ${kind} have no time. Drag one onto a day, or use its button.` : `These ${kind} have no time.`}
      </Text>
      <Stack gap={6} component="ul" p={0} m={0} style={{ listStyle: 'none' }} ref={canDrag ? draggable : undefined}>
        {query.data.map(post => (
          <li key={post.id} className={classes['draft']} data-post={canDrag ? post.id : undefined}>
            <Thumbnail mediaId={post.mediaIds[0] ?? null} type={post.type} size={40} />
            <div style={{ flex: 1, minWidth: 0 }}>
              <button type="button" className={`${classes['rowOpen']} ${classes['draftTitle']}`} onClick={() => onOpen(post.id)} dir="auto">{post.title}</button>
              <Text size="xs" c="dimmed" truncate>{accountNames(post.channelIds, accounts)}</Text>
            </div>
            <Button variant="subtle" size="compact-sm" px={6} onClick={() => onPlan(toMovable(post))} aria-label={`Schedule ${post.title}`}>
              <CalendarClock size={18} aria-hidden />
            </Button>
          </li>
        ))}
      </Stack>
      {query.hasNextPage && (
        <Group justify="center">
          <Button variant="default" size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>Look for more</Button>
        </Group>
      )}
    </Stack>
  );
}
