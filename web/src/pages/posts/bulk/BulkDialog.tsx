import { Modal } from '@mantine/core';
import { useState } from 'react';
import { useWorkspace } from '../../../api/session.ts';
import { type ActionWords, type BulkPost, countOf } from './actions.ts';
import { BulkForm } from './BulkForm.tsx';
import { type Fields, startOf } from './WishFields.tsx';
import { Outcome } from './Outcome.tsx';
import type { BulkItem } from './rehearsal.ts';

interface Props {
  action: ActionWords;
  posts: readonly BulkPost[];
  /** Called with everything that was done. */
  onDone: (ids: string[]) => void;
  onClose: () => void;
}

/** Does the same to many posts: shows what would happen, does it, and shows what happened. */
export function BulkDialog({ action, posts, onDone, onClose }: Props) {
  const { timeZone } = useWorkspace();
  // Who goes on with those that failed begins with what was asked for before.
  const [round, setRound] = useState({ posts, count: 0 });
  const [fields, setFields] = useState<Fields>(() => startOf(timeZone));
  const [outcome, setOutcome] = useState<BulkItem[] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const close = () => {
    if (!isBusy) onClose();
  };
  const finish = (items: BulkItem[]) => {
    setOutcome(items);
    onDone(items.filter(item => item.ok).map(item => item.postId));
  };
  return (
    <Modal opened onClose={close} size="lg" title={outcome === null ? `${action.verb} ${countOf(round.posts.length)}` : 'What became of them'}>
      {outcome === null ? (
        <BulkForm key={round.count} action={action} posts={round.posts} fields={fields} onFields={change => setFields(before => ({ ...before, ...change }))} onBusy={setBusy} onDone={finish} onClose={close} />
      ) : (
        <Outcome
          action={action}
          posts={round.posts}
          items={outcome}
          onClose={close}
          onGoOn={left => {
            setRound({ posts: left, count: round.count + 1 });
            setOutcome(null);
          }}
        />
      )}
    </Modal>
  );
}
