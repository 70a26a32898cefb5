import { Anchor, Group, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Problem } from '../../../api/problem.ts';
import { postQuery } from '../queries.ts';
import { Thumb } from './Thumb.tsx';

interface Props {
  postId: string;
  title: string;
  mediaId: string | null | undefined;
  size?: number;
  /** Below the title. */
  children?: ReactNode;
}

/** A post in a list: its picture, its title as the way to it, and what is to be said about it. */
export function PostLine({ postId, title, mediaId, size = 48, children }: Props) {
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" miw={0} flex="1 1 220px">
      <Thumb mediaId={mediaId} size={size} />
      <div style={{ minWidth: 0, flex: 1 }}>
        <Anchor component={Link} to={`/posts/${postId}`} fw={600} c="var(--mantine-color-text)" lineClamp={2} dir="auto" ta="left" style={{ overflowWrap: 'anywhere' }}>
          {title}
        </Anchor>
        {children}
      </div>
    </Group>
  );
}

/** The same of a post that only its job is known of. */
export function PostOfJob({ postId, size, children }: Pick<Props, 'postId' | 'size' | 'children'>) {
  const query = useQuery(postQuery(postId));
  if (query.data) {
    return (
      <PostLine postId={postId} title={query.data.title} mediaId={query.data.mediaIds[0]} size={size}>
        {children}
      </PostLine>
    );
  }
  const isDeleted = query.error instanceof Problem && query.error.status === 404;
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" miw={0} flex="1 1 220px">
      <Thumb mediaId={null} size={size ?? 48} />
      <div style={{ minWidth: 0, flex: 1 }}>
        {query.isError ? <Text c="dimmed">{isDeleted ? 'A post that was deleted' : 'A post that cannot be read just now'}</Text> : <Skeleton height={20} width="60%" />}
        {children}
      </div>
    </Group>
  );
}
