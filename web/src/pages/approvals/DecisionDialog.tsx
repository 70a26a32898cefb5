import { Checkbox, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay, useWorkspace } from '../../api/session.ts';
import { dateTime } from '../../shared/times.ts';
import { Ask } from '../post/dialogs/Ask.tsx';
import { approvePost, schedulePost } from '../post/dialogs/changes.ts';
import { RejectDialog } from '../post/dialogs/RejectDialog.tsx';

interface Props {
  post: Schemas['PostResponse'];
  what: 'approve' | 'reject';
  onClose: () => void;
  /** What is said of it, when it is done. */
  onDecided: (word: string) => void;
}

/** Asks once more before a post is approved, and for the reason where it is rejected. */
export function DecisionDialog({ post, what, onClose, onDecided }: Props) {
  if (what === 'reject') return <RejectDialog post={post} onClose={onClose} onDone={() => onDecided('Rejected.')} />;
  return <ApproveDialog post={post} onClose={onClose} onDecided={onDecided} />;
}

function ApproveDialog({ post, onClose, onDecided }: Omit<Props, 'what'>) {
  const { timeZone } = useWorkspace();
  const maySchedule = useMay('schedule_posts');
  const canSchedule = maySchedule && post.at !== null && Date.parse(post.at) > Date.now() && post.channelIds.length > 0;
  const [isApproved, setApproved] = useState(false);
  const [schedules, setSchedules] = useState(canSchedule);
  const time = post.at === null ? '' : dateTime(post.at, timeZone);

  const change = async (force: boolean) => {
    // Where scheduling was refused, the approval has been given already, and is not asked for again.
    if (!isApproved) await approvePost(post.id, post.version);
    setApproved(true);
    if (schedules) await schedulePost(post.id, { at: post.at!, force });
  };
  const close = () => (isApproved ? onDecided('Approved, not scheduled.') : onClose());

  return (
    <Ask
      isOpen
      onClose={close}
      title="Approve this post"
      label={isApproved ? 'Schedule' : schedules ? 'Approve and schedule' : 'Approve'}
      postId={post.id}
      change={change}
      canForce={schedules}
      said={() => (schedules ? `It is approved and goes out ${time}.` : 'It is approved.')}
      onDone={() => onDecided(schedules ? 'Approved and scheduled.' : 'Approved.')}
    >
      {() => (
        <>
          <Text>{isApproved ? 'It is approved. Scheduling it did not work:' : 'The approval is for exactly what you see. Whoever changes it afterwards needs a new one.'}</Text>
          {canSchedule && !isApproved && <Checkbox label={`Schedule it too, for ${time}`} checked={schedules} onChange={event => setSchedules(event.currentTarget.checked)} />}
          {!canSchedule && !isApproved && post.at !== null && <Text size="sm" c="dimmed">It is not on its way by that alone: somebody has to schedule it.</Text>}
        </>
      )}
    </Ask>
  );
}
