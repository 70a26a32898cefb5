import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Ask } from '../../post/dialogs/Ask.tsx';
import { answerCard } from '../calls.ts';
import type { Handover } from '../queries.ts';

interface Props {
  card: Handover;
  /** Such as `@harbour.bakery`. */
  account: string;
  /** It is known to be live; only its link is asked for. */
  isLinkOnly?: boolean;
  onClose: () => void;
}

/** Says that a post is live, with the way to it where somebody has it: the server looks whether the account shows it. */
export function PostedDialog({ card, account, isLinkOnly = false, onClose }: Props) {
  const [link, setLink] = useState('');
  const given = link.trim();
  return (
    <Ask
      isOpen onClose={onClose} postId={card.postId} title={isLinkOnly ? 'The link of the post' : 'It is posted'} label={isLinkOnly ? 'Keep the link' : 'It is posted'} canSubmit={!isLinkOnly || given !== ''}
      change={() => answerCard(card.id, { answer: 'posted', ...(given === '' ? {} : { link: given }) })}
      said={answer => (answer.link === null ? 'Noted: it is posted.' : answer.linkChecked ? 'Noted. The link was found in the account.' : 'Noted. The account could not confirm the link; it is kept as you gave it.')}
      fields={['link']}
    >
      {errorOf => (
        <>
          {!isLinkOnly && <Text>It counts as published by hand on {account}, and nothing is sent any more.</Text>}
          <TextInput
            data-autofocus inputMode="url" label="Its link" description={isLinkOnly ? 'Copied from the post itself. It is looked for in the account.' : 'If you have it, copied from the post itself. It is looked for in the account.'}
            placeholder="https://" value={link} onChange={event => setLink(event.currentTarget.value)} error={errorOf('link')} autoComplete="off"
          />
        </>
      )}
    </Ask>
  );
}
