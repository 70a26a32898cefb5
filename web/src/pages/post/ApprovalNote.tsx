import { Alert, Button, Group, Text } from '@mantine/core';
import { Hourglass, ThumbsDown } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { dateTime, viewerZone } from '../../shared/times.ts';
import { Ask } from './dialogs/Ask.tsx';
import { approvePost } from './dialogs/changes.ts';
import { RejectDialog } from './dialogs/RejectDialog.tsx';
import { WithdrawDialog } from './dialogs/TakeBack.tsx';
import { whyNotWords } from './rules/reviewWords.ts';
import { insideSentence, useWho } from './useNames.ts';

const plain = { title: { color: 'inherit' }, icon: { color: 'inherit' } };

/** What approval there is to give, or why there is none: nothing for a post that needs no word. */
export function ApprovalNote({ post }: { post: Schemas['PostResponse'] }) {
  const who = useWho();
  if (post.approval === 'rejected') {
    return (
      <Alert className="state state-red" icon={<ThumbsDown size={18} aria-hidden />} title="Rejected" styles={plain}>
        <Text dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {post.approvalNote}
        </Text>
      </Alert>
    );
  }
  if (post.approval !== 'pending') return null;
  const submitted = post.submittedBy === null ? '' : ` Submitted by ${insideSentence(who(post.submittedBy))}${post.submittedAt === null ? '' : `, ${dateTime(post.submittedAt, viewerZone())}`}.`;
  return (
    <Alert className="state state-yellow" icon={<Hourglass size={18} aria-hidden />} title={`Waits for approval.${submitted}`} styles={plain}>
      <Decide post={post} />
    </Alert>
  );
}

function Decide({ post }: { post: Schemas['PostResponse'] }) {
  const [asked, setAsked] = useState<'approve' | 'reject' | 'withdraw' | null>(null);
  const [mayDecide, mayEdit] = [useMay('approve_posts'), useMay('edit_posts')];
  const whyNot = whyNotWords(post.review);
  const close = () => setAsked(null);
  return (
    <>
      {whyNot !== null && <Text size="sm">{whyNot}</Text>}
      <Group gap="xs" mt="xs">
        {mayDecide && (
          <>
            <Button size="xs" disabled={whyNot !== null} onClick={() => setAsked('approve')}>
              Approve
            </Button>
            <Button size="xs" variant="default" onClick={() => setAsked('reject')}>
              Reject
            </Button>
          </>
        )}
        {mayEdit && (
          <Button size="xs" variant="default" onClick={() => setAsked('withdraw')}>
            Take it back
          </Button>
        )}
      </Group>
      <Ask isOpen={asked === 'approve'} onClose={close} title="Approve this post" label="Approve" postId={post.id} change={() => approvePost(post.id, post.version)} said={() => 'It is approved. It may be scheduled exactly as it is.'}>
        The approval is for exactly what you see here. Whoever changes it afterwards needs a new one.
      </Ask>
      {asked === 'reject' && <RejectDialog post={post} onClose={close} />}
      {asked === 'withdraw' && <WithdrawDialog post={post} onClose={close} />}
    </>
  );
}
