import { Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { useHotkeys, useLocalStorage } from '@mantine/hooks';
import { CheckCheck } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay, useWorkspace } from '../../api/session.ts';
import { Empty } from '../../shared/Empty.tsx';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import { DecisionDialog } from './DecisionDialog.tsx';
import { KEYS_SETTING } from './KeysHelp.tsx';
import { PendingPost } from './PendingPost.tsx';
import { afterDecision, neighbour } from './queue.ts';

type Post = Schemas['PostResponse'];

interface Props {
  posts: readonly Post[];
  onHelp: () => void;
  /** While another dialog has the keyboard. */
  areKeysOff: boolean;
}

const STEP = 20;

/** The queue, one card under the other; `j` and `k` go through it, `a` and `r` decide. */
export function Queue({ posts, onHelp, areKeysOff }: Props) {
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [decision, setDecision] = useState<{ post: Post; what: 'approve' | 'reject' } | null>(null);
  const [said, setSaid] = useState('');
  const [count, setCount] = useState(STEP);
  const [hasKeys] = useLocalStorage(KEYS_SETTING);
  const mayApprove = useMay('approve_posts');
  const cards = useRef(new Map<string, HTMLElement>());
  const shown = posts.slice(0, count);
  const ids = shown.map(post => post.id);

  const goTo = (id: string | null) => {
    setCurrentId(id);
    const card = id === null ? undefined : cards.current.get(id);
    card?.focus({ preventScroll: true });
    card?.scrollIntoView({ block: 'nearest', behavior: 'auto' });
  };
  const decide = (what: 'approve' | 'reject') => {
    const current = shown.find(post => post.id === currentId);
    if (current) setDecision({ post: current, what });
    else goTo(neighbour(ids, null, 1));
  };
  const onDecided = (postId: string, word: string) => {
    setDecision(null);
    const left = posts.filter(post => post.id !== postId).length;
    setSaid(`${word} ${left === 0 ? 'Nothing is left.' : `${left} left.`}`);
    goTo(afterDecision(ids, postId));
  };

  const isOn = hasKeys && mayApprove && !areKeysOff && decision === null;
  useHotkeys(
    isOn
      ? [
          ['j', () => goTo(neighbour(ids, currentId, 1))],
          ['k', () => goTo(neighbour(ids, currentId, -1))],
          ['a', () => decide('approve')],
          ['r', () => decide('reject')],
          ['shift+?', onHelp],
          ['?', onHelp],
        ]
      : [],
  );

  return (
    <>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      {posts.length === 0 ? (
        <NothingWaits />
      ) : (
        <Stack gap="md">
          <Group justify="space-between" gap="xs">
            <Text c="dimmed">{posts.length === 1 ? 'One post waits.' : `${posts.length} posts wait, the most urgent first.`}</Text>
            <ZoneNote />
          </Group>
          {shown.map(post => (
            <PendingPost
              key={post.id}
              post={post}
              isCurrent={post.id === currentId}
              cardRef={element => {
                if (element) cards.current.set(post.id, element);
                else cards.current.delete(post.id);
              }}
              onFocus={() => setCurrentId(post.id)}
              onAsk={what => setDecision({ post, what })}
            />
          ))}
          {posts.length > count && (
            <Button variant="default" onClick={() => setCount(count + STEP)}>
              Show more of the {posts.length - count} that follow
            </Button>
          )}
        </Stack>
      )}
      {/* It keeps the version that was looked at, and outlives the card: scheduling can fail when the approval has been given. */}
      {decision !== null && (
        <DecisionDialog post={decision.post} what={decision.what} onClose={() => setDecision(null)} onDecided={word => onDecided(decision.post.id, word)} />
      )}
    </>
  );
}

function NothingWaits() {
  const { approvalPolicy } = useWorkspace();
  return (
    <Empty icon={CheckCheck} title="Nothing waits for approval">
      {approvalPolicy === 'none' ? 'In this workspace nobody has to approve posts. An owner or admin can change that in the settings.' : 'What an author submits comes here, the most urgent first.'}
    </Empty>
  );
}
