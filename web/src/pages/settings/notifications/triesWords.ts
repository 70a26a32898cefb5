import type { Schemas } from '../../../api/client.ts';

type Delivery = Pick<Schemas['DeliveryResponse'], 'state' | 'tries' | 'toldWith' | 'dueAt' | 'lastStatus' | 'lastTriedAt'>;

/** How the sending of something went: how often it was tried, and what the last answer was.
 * @param time An instant as the page shows it. */
export function triesWords({ state, tries, toldWith, dueAt, lastStatus, lastTriedAt }: Delivery, time: (at: string) => string, now = Date.now()): string {
  if (toldWith !== null) return 'told in one message with others';
  const later = state === 'waiting' && Date.parse(dueAt) > now ? `not before ${time(dueAt)}` : null;
  if (tries === 0) return later ?? (state === 'failed' ? 'never tried' : 'not tried yet');
  const count = tries === 1 ? 'one try' : `${tries} tries`;
  const last = lastTriedAt === null ? null : `last ${time(lastTriedAt)}`;
  return [count, last, lastStatus === null ? null : `status ${lastStatus}`, later].filter(part => part !== null).join(', ');
}
