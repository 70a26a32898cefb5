import { Alert, Button, Group, Text } from '@mantine/core';
import { Hourglass, ThumbsDown } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay, useSession, useWorkspace } from '../../api/session.ts';
import { Ask } from './dialogs/Ask.tsx';
import { approvePost } from './dialogs/changes.ts';
import { RejectDialog } from './dialogs/RejectDialog.tsx';
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
  return (
    <Alert className="state state-yellow" icon={<Hourglass size={18} aria-hidden />} title={`Waits for approval. Last changed by ${insideSentence(who(post.changedBy))}.`} styles={plain}>
      <Decide post={post} />
    </Alert>
  );
}

/** Whether somebody else must decide: neither who wrote it nor who changed it last may. */
export function useIsOwn(post: Schemas['PostResponse']): boolean {
  const { member } = useSession();
  const { approvalPolicy } = useWorkspace();
  return approvalPolicy === 'not_the_author' && (post.createdBy === member.email || post.changedBy === member.email);
}

/** What the workspace wants of who approves. */
export const NOT_THE_AUTHOR = 'You wrote this post, or changed it last. In this workspace somebody else must approve it; you can still reject it.';

function Decide({ post }: { post: Schemas['PostResponse'] }) {
  const [asked, setAsked] = useState<'approve' | 'reject' | null>(null);
  const mayApprove = useMay('approve_posts');
  const isOwn = useIsOwn(post);
  if (!mayApprove) return <Text size="sm">Somebody with the right to approve posts decides.</Text>;
  return (
    <>
      {isOwn && <Text size="sm">{NOT_THE_AUTHOR}</Text>}
      <Group gap="xs" mt="xs">
        <Button size="xs" disabled={isOwn} onClick={() => setAsked('approve')}>
          Approve
        </Button>
        <Button size="xs" variant="default" onClick={() => setAsked('reject')}>
          Reject
        </Button>
      </Group>
      <Ask isOpen={asked === 'approve'} onClose={() => setAsked(null)} title="Approve this post" label="Approve" postId={post.id} change={() => approvePost(post.id, post.version)} said={() => 'It is approved. It may be scheduled exactly as it is.'}>
        The approval is for exactly what you see here. Whoever changes it afterwards needs a new one.
      </Ask>
      {asked === 'reject' && <RejectDialog post={post} onClose={() => setAsked(null)} />}
    </>
  );
}
