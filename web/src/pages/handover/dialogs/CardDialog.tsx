import { Ask } from '../../post/dialogs/Ask.tsx';
import { answerCard } from '../calls.ts';
import type { Handover } from '../queries.ts';
import { PostedDialog } from './PostedDialog.tsx';
import { RejectCardDialog } from './RejectCardDialog.tsx';
import { WithdrawCardDialog } from './WithdrawCardDialog.tsx';

/** What somebody says of a card that is asked about first. */
export type Asked = 'posted' | 'link' | 'skip' | 'reject' | 'withdraw';

/** The dialog of one answer to a card. */
export function CardDialog({ card, account, asked, onClose }: { card: Handover; account: string; asked: Asked; onClose: () => void }) {
  switch (asked) {
    case 'posted':
    case 'link':
      return <PostedDialog card={card} account={account} isLinkOnly={asked === 'link'} onClose={onClose} />;
    case 'reject':
      return <RejectCardDialog card={card} onClose={onClose} />;
    case 'withdraw':
      return <WithdrawCardDialog card={card} account={account} onClose={onClose} />;
    case 'skip':
      return (
        <Ask isOpen onClose={onClose} postId={card.postId} title="Leave it out" label="Leave it out" isDangerous change={() => answerCard(card.id, { answer: 'skip' })} said={() => 'It is left out on this account.'}>
          {`It is not published on ${account}. The post stays, and can be scheduled again.`}
        </Ask>
      );
  }
}
