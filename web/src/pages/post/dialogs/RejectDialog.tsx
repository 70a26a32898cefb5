import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { Ask } from './Ask.tsx';
import { rejectPost } from './changes.ts';

/** Asks why a post is rejected: its author reads it. */
export function RejectDialog({ post, onClose, onDone }: { post: Schemas['PostResponse']; onClose: () => void; onDone?: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <Ask isOpen onClose={onClose} title="Reject this post" label="Reject" isDangerous postId={post.id} canSubmit={reason.trim() !== ''} change={() => rejectPost(post.id, reason)} said={() => 'It is rejected, and its author sees why.'} onDone={onDone} fields={['reason']}>
      {errorOf => (
        <Textarea
          data-autofocus
          label="Why"
          description="For its author: what should be different?"
          value={reason}
          onChange={event => setReason(event.currentTarget.value)}
          error={errorOf('reason')}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={2_000}
          dir="auto"
          required
        />
      )}
    </Ask>
  );
}
