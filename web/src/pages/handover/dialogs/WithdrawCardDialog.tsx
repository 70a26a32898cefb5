import { Checkbox, Text } from '@mantine/core';
import { useState } from 'react';
import { Ask } from '../../post/dialogs/Ask.tsx';
import { withdrawHandover } from '../calls.ts';
import type { Handover } from '../queries.ts';

/** Takes a card back, after somebody has looked: from here the post could be published a second time. */
export function WithdrawCardDialog({ card, account, onClose }: { card: Handover; account: string; onClose: () => void }) {
  const [hasLooked, setLooked] = useState(false);
  return (
    <Ask
      isOpen onClose={onClose} postId={card.postId} title="Take the card back" label="It was not posted" isDangerous canSubmit={hasLooked}
      change={() => withdrawHandover(card.jobId)} said={() => 'The card is taken back. You can try it again, hand it over again, or cancel it.'} fields={['notPosted']}
    >
      {errorOf => (
        <>
          <Text>Nothing is sent yet. The post then needs attention, and can be published by itself again. Were it posted after all, that would publish it twice.</Text>
          <Checkbox data-autofocus label={`I have looked at ${account}: it was not posted`} checked={hasLooked} onChange={event => setLooked(event.currentTarget.checked)} error={errorOf('notPosted')} />
        </>
      )}
    </Ask>
  );
}
