import { Alert, Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';
import { useMay, useWorkspace } from '../../../api/session.ts';
import { OwnWords } from '../parts/OwnWords.tsx';
import { postQuery } from '../queries.ts';
import { codesOf } from '../rules/attemptWords.ts';
import { postActionsOf } from '../rules/jobRules.ts';

/** What went wrong with a job, what to do, and the way there. */
export function ErrorNote({ job, error }: { job: Schemas['JobResponse']; error: Schemas['ErrorResponse'] }) {
  // Of a live post it is a remark about what followed (the first comment, the rest of a set), and what is tried again may mend itself.
  const isGrave = job.state === 'needs_attention' || job.state === 'failed';
  const codes = codesOf({ error, httpStatus: null });
  return (
    <Alert className={`state state-${isGrave ? 'orange' : job.state === 'published' ? 'gray' : 'yellow'}`} icon={<TriangleAlert size={18} aria-hidden />} title={error.message} styles={{ title: { color: 'inherit' }, icon: { color: 'inherit' } }}>
      {error.advice && <Text size="sm">{error.advice}</Text>}
      <OwnWords platform={job.platform} words={error.platformMessage} />
      {codes && (
        <Text size="xs" c="dimmed" mt={2}>
          {codes}
        </Text>
      )}
      {isGrave && <WayOut job={job} kind={error.kind} />}
    </Alert>
  );
}

/** Where the error is mended, if that is another page. */
export function WayOut({ job, kind }: { job: Schemas['JobResponse']; kind: Schemas['ErrorKind'] }) {
  const mayConnect = useMay('manage_channels');
  if (kind === 'fix_content') return job.state === 'cancelled' ? null : <WayToEdit postId={job.postId} />;
  if (kind !== 'reconnect_account' && kind !== 'blocked_by_platform') return null;
  return (
    <Group mt="xs">
      <Button size="xs" component={Link} to={`/accounts/${job.channelId}`}>
        {kind === 'reconnect_account' && mayConnect ? 'Connect the account again' : 'Look at the account'}
      </Button>
    </Group>
  );
}

function WayToEdit({ postId }: { postId: string }) {
  const mayEdit = useMay('edit_posts');
  const { approvalPolicy } = useWorkspace();
  const post = useQuery(postQuery(postId)).data;
  if (!mayEdit || !post) return null;
  if (!postActionsOf(post, approvalPolicy).edit) {
    return (
      <Text size="sm" mt={4}>
        It is live on another account, so it can no longer be changed here. Make a new post for this one.
      </Text>
    );
  }
  return (
    <Group mt="xs">
      <Button size="xs" component={Link} to={`/posts/${postId}/edit`}>
        Edit the post
      </Button>
    </Group>
  );
}
