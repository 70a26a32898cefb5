import { List, Stack, Text } from '@mantine/core';
import type { Schemas } from '../../../api/client.ts';
import { dateTime, viewerZone } from '../../../shared/times.ts';
import { isWaiting } from '../rules/jobRules.ts';
import { useAccountName } from '../useNames.ts';
import { Ask } from './Ask.tsx';
import { unapprovePost, withdrawPost } from './changes.ts';

interface Props {
  post: Schemas['PostResponse'];
  onClose: () => void;
}

/** Asks before a submission is taken back. */
export function WithdrawDialog({ post, onClose }: Props) {
  return (
    <Ask isOpen onClose={onClose} title="Take it back" label="Take it back" postId={post.id} change={() => withdrawPost(post.id)} said={() => 'It is a draft again.'}>
      It is a draft again, and nobody is asked to approve it any more. What was written about it stays; you can submit it again.
    </Ask>
  );
}

/** Asks before an approval is taken back, and says what no longer goes out. */
export function UnapproveDialog({ post, onClose }: Props) {
  const nameOf = useAccountName();
  const ended = (post.jobs ?? []).filter(job => isWaiting(job) || job.state === 'needs_attention');
  const isDraft = post.approvedThrough === 'scheduling';
  return (
    <Ask isOpen onClose={onClose} title="Take the approval back" label="Take it back" isDangerous postId={post.id} change={() => unapprovePost(post.id, post.version)} said={() => (isDraft ? 'It is a draft again.' : 'The approval is taken back.')}>
      {() => (
        <Stack gap="xs">
          <Text>{isDraft ? 'The post is a draft again.' : 'The post waits for approval again.'} {ended.length === 0 ? 'Nothing is on its way that would end with it.' : 'With the approval this ends at once:'}</Text>
          {ended.length > 0 && <List size="sm">{ended.map(job => <List.Item key={job.id}>{nameOf(job.channelId)}, {dateTime(job.dueAt, viewerZone())}</List.Item>)}</List>}
        </Stack>
      )}
    </Ask>
  );
}
