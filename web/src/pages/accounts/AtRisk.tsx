import { Anchor, Button, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { Note } from '../../shared/Note.tsx';
import { dateTime } from '../../shared/times.ts';
import { POST_TYPES } from '../../words/states.ts';
import { postsAtRisk } from './life.ts';
import { postQuery } from './queries.ts';

const FIRST = 5;

/** The posts that are due when the access may have ended. */
export function AtRisk({ posts, isDead }: { posts: readonly Schemas['PostAtRiskResponse'][]; isDead: boolean }) {
  const [isAll, setIsAll] = useState(false);
  if (posts.length === 0) return null;
  const shown = isAll ? posts : posts.slice(0, FIRST);
  return (
    <Note colour="red" icon={CalendarClock} title={`${postsAtRisk(posts.length)} ${posts.length === 1 ? 'waits' : 'wait'} for this access`}>
      <Text size="sm" mb={4}>{isDead ? 'They go out once the account is connected again, if their late window is still open.' : 'They are due after the access ends. If nothing renews it before, they wait.'}</Text>
      <List size="sm" spacing={4}>{shown.map(post => <Line key={post.jobId} post={post} />)}</List>
      {posts.length > shown.length && <Button mt="xs" size="compact-sm" variant="subtle" onClick={() => setIsAll(true)}>Show all {posts.length}</Button>}
    </Note>
  );
}

function Line({ post }: { post: Schemas['PostAtRiskResponse'] }) {
  const { timeZone } = useWorkspace();
  const { data } = useQuery(postQuery(post.postId));
  const name = data && (data.title || data.caption || POST_TYPES[data.type]);
  return (
    <List.Item>
      {dateTime(post.dueAt, timeZone)}{' · '}
      <Anchor component={Link} to="/posts/$postId" params={{ postId: post.postId } as never} inherit underline="always" dir="auto">
        {name ? short(name) : 'Open the post'}
      </Anchor>
    </List.Item>
  );
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
