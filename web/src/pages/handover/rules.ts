import type { Schemas } from '../../api/client.ts';

type Card = Schemas['HandoverResponse'];

/** Whether something becomes of it by itself within a minute: it is being sent, or is about to be. */
export const isUnderWay = (card: Pick<Card, 'state' | 'cardAt'>, now = Date.now()): boolean => card.state === 'sending' || (card.state === 'waiting' && Date.parse(card.cardAt) - now < 60_000);

/** Whether somebody may act on it already: its card went out, or its time has come. */
export const isUp = (card: Pick<Card, 'state' | 'cardAt'>, now = Date.now()): boolean => card.state !== 'waiting' || Date.parse(card.cardAt) <= now;

/** Cards as somebody works through them: those whose time has come, then those to come, each by when they are due. */
export function inOrder(cards: readonly Card[], now = Date.now()): { up: Card[]; later: Card[] } {
  const sorted = cards.toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt) || one.id.localeCompare(other.id));
  return { up: sorted.filter(card => isUp(card, now)), later: sorted.filter(card => !isUp(card, now)) };
}

/** Whether the card of a job reached nobody, and nothing else has become of it since. */
export const isUnreached = ({ state, lastError }: Pick<Schemas['JobResponse'], 'state' | 'lastError'>): boolean => state === 'needs_attention' && lastError?.code === 'handover_unavailable';

/** Whether a card has something to say about a job: somebody has it, had it, or says that it is live. */
export function concernsPerson({ state, method, reason, lastError }: Pick<Schemas['JobResponse'], 'state' | 'method' | 'reason' | 'lastError'>): boolean {
  return (state === 'handed_over' && reason !== 'inbox') || method === 'manual' || reason === 'handover' || lastError?.code === 'possible_duplicate';
}
