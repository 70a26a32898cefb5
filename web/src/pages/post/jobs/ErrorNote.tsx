import { Alert, Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/session.ts';
import { codesOf } from '../rules/attemptWords.ts';

/** What went wrong with a job, what to do, and the way there. */
export function ErrorNote({ job, error }: { job: Schemas['JobResponse']; error: Schemas['ErrorResponse'] }) {
  // Of a live post it is a remark about what followed: the first comment, or the rest of a set.
  const isGrave = job.state !== 'published';
  const codes = codesOf({ error, httpStatus: null });
  return (
    <Alert className={`state state-${isGrave ? 'orange' : 'gray'}`} icon={<TriangleAlert size={18} aria-hidden />} title={error.message} styles={{ title: { color: 'inherit' }, icon: { color: 'inherit' } }}>
      {error.advice && <Text size="sm">{error.advice}</Text>}
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
  const mayEdit = useMay('edit_posts');
  const mayConnect = useMay('manage_channels');
  if (kind === 'fix_content' && job.state !== 'cancelled') {
    return mayEdit ? (
      <Group mt="xs">
        <Button size="xs" component={Link} to={`/posts/${job.postId}/edit`}>
          Edit the post
        </Button>
      </Group>
    ) : null;
  }
  if (kind !== 'reconnect_account' && kind !== 'blocked_by_platform') return null;
  return (
    <Group mt="xs">
      <Button size="xs" component={Link} to={`/accounts/${job.channelId}`}>
        {kind === 'reconnect_account' && mayConnect ? 'Connect the account again' : 'Look at the account'}
      </Button>
    </Group>
  );
}
