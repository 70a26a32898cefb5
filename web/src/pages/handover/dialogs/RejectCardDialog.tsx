import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { Ask } from '../../post/dialogs/Ask.tsx';
import { answerCard } from '../calls.ts';
import type { Handover } from '../queries.ts';

/** Rejects the post of a card, with the reason: it is published nowhere. */
export function RejectCardDialog({ card, onClose }: { card: Handover; onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <Ask
      isOpen onClose={onClose} postId={card.postId} title="Reject the post" label="Reject" isDangerous canSubmit={reason.trim() !== ''}
      change={() => answerCard(card.id, { answer: 'reject', reason: reason.trim() })} said={() => 'It is rejected, and its author sees why.'} fields={['reason']}
    >
      {errorOf => (
        <Textarea
          data-autofocus label="Why" description="For its author. The post is not published on any account." value={reason} onChange={event => setReason(event.currentTarget.value)} error={errorOf('reason')}
          autosize minRows={3} maxRows={10} maxLength={2_000} dir="auto" required
        />
      )}
    </Ask>
  );
}
