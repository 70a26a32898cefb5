import type { Schemas } from '../../api/client.ts';

type Card = Schemas['HandoverResponse'];

/** What a sentence needs to know beside the card. */
export interface Telling {
  /** Who did something, at the beginning of a sentence: `You`, `Ana`. */
  who: (actor: string | null) => string;
  /** An instant as the page shows it. */
  time: (at: string) => string;
  now?: number;
}

const ENDED: Record<NonNullable<Schemas['HandoverOutcome']>, (who: string) => string> = {
  posted: who => `${who} posted it by hand.`,
  skipped: who => `${who} left it out on this account.`,
  snoozed: who => `${who} put it off. Another card comes in time.`,
  rejected: who => `${who} rejected the post.`,
  withdrawn: who => `${who} took the card back: it was not posted.`,
  expired: () => 'Nobody answered the card in time.',
  failed: () => 'The card could not be brought to anybody.',
};

/** Where a card is, or how it ended. */
export function standing(card: Card, { who, time, now = Date.now() }: Telling): string {
  switch (card.state) {
    case 'waiting':
      if (card.lastError !== null) return 'The card could not be sent yet, and is tried again by itself.';
      return Date.parse(card.cardAt) > now ? `The card goes out ${time(card.cardAt)}.` : 'The card goes out in a moment.';
    case 'sending':
      return 'The card is being sent.';
    case 'with_person':
      return card.lastError !== null ? 'The card was sent, and nobody knows whether it arrived.' : 'The card is in the chat.';
    default:
      return card.outcome === null ? 'This card is closed.' : ENDED[card.outcome](who(card.answeredBy));
  }
}

/** What the link of a post is worth that somebody published by hand; null without one. */
export function linkWords({ link, linkChecked }: Pick<Card, 'link' | 'linkChecked'>): string | null {
  if (link === null) return null;
  return linkChecked ? 'Its link was found in the account.' : 'Its link is as somebody gave it: the account could not confirm it.';
}
