import type { Schemas } from '../../../api/client.ts';
import { CAN_BE_FORCED } from '../../calendar/moving.ts';

/** What became of one post, or would become of it. */
export type BulkItem = Schemas['ChangedPostResponse'];

/** Who goes how, after a rehearsal. */
export interface CarryOut {
  /** Those that the same request would change. */
  batch: string[];
  /** Those that take the time that was proposed to them, earliest first: each has then made room as it was rehearsed. */
  proposed: { id: string; at: string }[];
}

/** Sorts a rehearsal into what can be done. A post with a proposed time is left where it does not fit unless those times are taken. */
export function carryOutOf(items: readonly BulkItem[], takesProposed: boolean): CarryOut {
  const proposed = takesProposed ? items.filter(item => item.proposedAt !== null) : [];
  return {
    batch: items.filter(item => item.ok && !proposed.includes(item)).map(item => item.postId),
    proposed: proposed.map(item => ({ id: item.postId, at: item.proposedAt! })).sort((a, b) => a.at.localeCompare(b.at)),
  };
}

/** The refusals first: they are what somebody must look at. Otherwise as they were. */
export const refusalsFirst = (items: readonly BulkItem[]): BulkItem[] => [...items.filter(item => !item.ok), ...items.filter(item => item.ok)];

/** Whether some of it would be done if somebody insisted. */
export const canForce = (items: readonly BulkItem[]): boolean => items.some(item => !item.ok && CAN_BE_FORCED.includes(item.code ?? ''));

/** The instants that a sentence of the server tells in UTC. */
export const instantsIn = (sentence: string): Date[] =>
  [...sentence.matchAll(/(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) UTC/g)].map(([, day, time]) => new Date(`${day}T${time}:00Z`)).filter(at => !Number.isNaN(at.getTime()));

/** By how much posts are moved: one of the two of the API. */
export function shiftOf(amount: number, unit: 'days' | 'hours' | 'minutes', isEarlier: boolean): { shiftDays?: number; shiftMinutes?: number } {
  const signed = isEarlier ? -amount : amount;
  return unit === 'days' ? { shiftDays: signed } : { shiftMinutes: unit === 'hours' ? signed * 60 : signed };
}
