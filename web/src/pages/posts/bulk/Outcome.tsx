import { Button, Group, Stack } from '@mantine/core';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { Note } from '../../../shared/Note.tsx';
import { type ActionWords, type BulkPost, countOf } from './actions.ts';
import { ItemList } from './ItemList.tsx';
import type { BulkItem } from './rehearsal.ts';

interface Props {
  action: ActionWords;
  posts: readonly BulkPost[];
  items: readonly BulkItem[];
  onGoOn: (left: BulkPost[]) => void;
  onClose: () => void;
}

/** What became of each post, and the way on with those that were left as they were. */
export function Outcome({ action, posts, items, onGoOn, onClose }: Props) {
  const done = items.filter(item => item.ok);
  const ids = new Set(done.map(item => item.postId));
  const left = posts.filter(post => !ids.has(post.id));
  return (
    <Stack gap="md">
      <Note colour={left.length === 0 ? 'green' : 'orange'} icon={left.length === 0 ? CircleCheck : CircleAlert} role="status" title={`${countOf(done.length)} ${action.done}${left.length > 0 ? `, ${left.length} left as ${left.length === 1 ? 'it was' : 'they were'}` : ''}`} />
      <ItemList label="What became of each post" action={action} posts={new Map(posts.map(post => [post.id, post]))} items={items} takesProposed={false} />
      <Group justify="flex-end" gap="xs">
        {left.length > 0 && <Button variant="default" onClick={() => onGoOn(left)}>Go on with {left.length === 1 ? 'the one' : `the ${left.length}`} that did not go</Button>}
        <Button onClick={onClose} autoFocus>Close</Button>
      </Group>
    </Stack>
  );
}
