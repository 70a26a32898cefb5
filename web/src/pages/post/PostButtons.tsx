import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { CalendarClock, CalendarX, Copy, EllipsisVertical, Pencil, Repeat, Send, Stamp, Trash2, Undo2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay, useWorkspace } from '../../api/session.ts';
import { Ask } from './dialogs/Ask.tsx';
import { deletePost, publishPostNow, submitPost, unschedulePost } from './dialogs/changes.ts';
import { UnapproveDialog, WithdrawDialog } from './dialogs/TakeBack.tsx';
import { TimeDialog } from './dialogs/TimeDialog.tsx';
import { useCopy } from '../posts/useCopy.ts';
import { postActionsOf } from './rules/jobRules.ts';

const RepeatDialog = lazy(() => import('../posts/series/RepeatDialog.tsx').then(({ RepeatDialog }) => ({ default: RepeatDialog })));

type Asked = 'repeat' | 'schedule' | 'publish' | 'submit' | 'unschedule' | 'withdraw' | 'unapprove' | 'delete';

/** What can be done with the post as a whole: the next step as a button, the rest in a menu. */
export function PostButtons({ post }: { post: Schemas['PostResponse'] }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const { approvalPolicy } = useWorkspace();
  const [mayEdit, maySchedule] = [useMay('edit_posts'), useMay('schedule_posts')];
  const mayApprove = useMay('approve_posts');
  const can = postActionsOf(post, approvalPolicy);
  const copy = useCopy();
  const isOnItsWay = (post.jobs ?? []).some(job => job.state !== 'cancelled');

  return (
    <>
      {mayEdit && can.submit && (
        // What was rejected is changed first.
        <Button variant={post.approval === 'rejected' ? 'default' : 'filled'} leftSection={<Stamp size={16} aria-hidden />} onClick={() => setAsked('submit')}>
          Submit for approval
        </Button>
      )}
      {maySchedule && can.schedule && (
        <Button leftSection={<CalendarClock size={16} aria-hidden />} onClick={() => setAsked('schedule')}>
          {isOnItsWay ? 'Change the time' : 'Schedule'}
        </Button>
      )}
      {mayEdit &&
        (can.locked === null ? (
          <Button variant="default" component={Link} to={`/posts/${post.id}/edit`} leftSection={<Pencil size={16} aria-hidden />}>
            Edit
          </Button>
        ) : (
          <Tooltip label={can.locked} multiline maw={280} events={{ hover: true, focus: true, touch: true }}>
            <Button variant="default" data-disabled aria-disabled onClick={event => event.preventDefault()} leftSection={<Pencil size={16} aria-hidden />}>
              Edit
            </Button>
          </Tooltip>
        ))}
      {(mayEdit || maySchedule || (mayApprove && can.unapprove)) && (
        <Menu position="bottom-end" width={230} withinPortal={false}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label="More to do with this post">
              <EllipsisVertical size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {maySchedule && can.publishNow && (
              <Menu.Item leftSection={<Send size={16} aria-hidden />} onClick={() => setAsked('publish')}>
                Publish now
              </Menu.Item>
            )}
            {maySchedule && can.unschedule && (
              <Menu.Item leftSection={<CalendarX size={16} aria-hidden />} onClick={() => setAsked('unschedule')}>
                Take off the schedule
              </Menu.Item>
            )}
            {mayEdit && can.withdraw && (
              <Menu.Item leftSection={<Undo2 size={16} aria-hidden />} onClick={() => setAsked('withdraw')}>
                Take the submission back
              </Menu.Item>
            )}
            {mayApprove && can.unapprove && (
              <Menu.Item leftSection={<Undo2 size={16} aria-hidden />} onClick={() => setAsked('unapprove')}>
                Take the approval back
              </Menu.Item>
            )}
            {maySchedule && (
              <Menu.Item leftSection={<Repeat size={16} aria-hidden />} onClick={() => setAsked('repeat')}>
                Repeat…
              </Menu.Item>
            )}
            {mayEdit && (
              <Menu.Item leftSection={<Copy size={16} aria-hidden />} disabled={copy.isPending} onClick={() => copy.mutate(post.id)}>
                Copy
              </Menu.Item>
            )}
            {mayEdit && (
              <Menu.Item leftSection={<Trash2 size={16} aria-hidden />} onClick={() => setAsked('delete')}>
                Delete the post
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      <PostDialog post={post} asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

function PostDialog({ post, asked, onClose }: { post: Schemas['PostResponse']; asked: Asked | null; onClose: () => void }) {
  const navigate = useNavigate();
  const isLive = (post.jobs ?? []).some(job => job.state === 'published' && job.takenDownAt === null);
  const common = { isOpen: true, onClose, postId: post.id };
  switch (asked) {
    case 'schedule':
      return <TimeDialog {...common} at={post.at} title={post.jobs?.length ? 'Another time' : 'Schedule it'} label="Schedule" />;
    case 'repeat':
      return <Suspense><RepeatDialog postId={post.id} onClose={onClose} /></Suspense>;
    case 'publish':
      return (
        <Ask {...common} title="Publish now" label="Publish now" canForce change={force => publishPostNow(post.id, force)} said={() => 'It is going out.'}>
          {post.channelIds.length > 1 ? `It goes out now, on each of its ${post.channelIds.length} accounts where it is not live yet.` : 'It goes out now.'}
        </Ask>
      );
    case 'submit':
      return (
        <Ask {...common} title="Submit for approval" label="Submit" change={() => submitPost(post.id)} said={() => 'It is submitted. It waits for somebody to approve it.'}>
          Somebody with the right to approve posts looks at it and decides. Whoever changes it meanwhile takes it back.
        </Ask>
      );
    case 'unschedule':
      return (
        <Ask {...common} title="Take it off the schedule" label="Take it off" change={() => unschedulePost(post.id)} said={() => 'It is off the schedule.'}>
          It loses its time and does not go out anywhere until it is scheduled again. What is live stays live.
        </Ask>
      );
    case 'withdraw':
      return <WithdrawDialog post={post} onClose={onClose} />;
    case 'unapprove':
      return <UnapproveDialog post={post} onClose={onClose} />;
    case 'delete':
      return (
        <Ask {...common} title="Delete this post" label="Delete" isDangerous change={() => deletePost(post.id, post.version)} said={() => 'The post is deleted.'} onDone={() => void navigate({ to: '/calendar' })}>
          {isLive ? 'It disappears from here. What is live stays live at the network; take it down first if it should go there too.' : 'It disappears from here and does not go out. That cannot be undone.'}
        </Ask>
      );
    default:
      return null;
  }
}
