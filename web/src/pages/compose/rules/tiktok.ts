import type { Schemas } from '../../../api/client.ts';
import { clock } from '../media/clock.ts';
import type { Draft } from '../draft/draft.ts';
import type { Finding } from './findings.ts';

/** What an account allows for a new post at this moment, as TikTok says. */
export type Terms = Schemas['PostingTermsResponse'];
type Privacy = NonNullable<Draft['privacy']>;

/** What all of a post's accounts on TikTok allow together. */
export interface Allowed {
  /** Null where TikTok has not told (yet): anything may be chosen, and is checked before it goes out. */
  privacy: readonly Privacy[] | null;
  commentsOff: boolean;
  duetOff: boolean;
  stitchOff: boolean;
  maxVideoSeconds: number | null;
}

export const ANYTHING: Allowed = { privacy: null, commentsOff: false, duetOff: false, stitchOff: false, maxVideoSeconds: null };

/** The strictest of what is known. */
export function allowedBy(terms: readonly Terms[]): Allowed {
  const told = terms.filter(one => one.privacy.length > 0).map(one => one.privacy as Privacy[]);
  const lengths = terms.map(one => one.maxVideoSeconds).filter(length => length !== null).map(Number);
  return {
    privacy: told.length === 0 ? null : told.reduce((one, other) => one.filter(privacy => other.includes(privacy))),
    commentsOff: terms.some(one => one.commentsOff),
    duetOff: terms.some(one => one.duetOff),
    stitchOff: terms.some(one => one.stitchOff),
    maxVideoSeconds: lengths.length === 0 ? null : Math.min(...lengths),
  };
}

/** What TikTok wants said before a post can go out there, and what the account does not allow: told before the server is asked and in its codes. */
export function tiktokFindings(draft: Draft, chosen: readonly { platform: string }[], allowed: Allowed = ANYTHING): Finding[] {
  if (draft.isForInbox || !chosen.some(channel => channel.platform === 'tiktok')) return [];
  const found: Finding[] = [];
  const refuse = (code: string, field: string, message: string) => found.push({ code, field, message, blocks: true });

  if (draft.privacy === null) refuse('privacy_missing', 'options.privacy', 'Choose who may see it on TikTok.');
  else if (allowed.privacy !== null && !allowed.privacy.includes(draft.privacy)) refuse('privacy_not_offered', 'options.privacy', 'The account does not offer this at the moment. Choose again who may see it on TikTok.');
  if (draft.promotes && !draft.isOwnBrand && !draft.isPaidPartnership)
    refuse('disclosure_missing', 'options.isOwnBrand', 'Say whom it promotes: your brand, branded content, or both. TikTok wants it said.');
  if (draft.allowComments && allowed.commentsOff) refuse('turned_off_by_account', 'options.allowComments', 'Comments are turned off in the account’s own settings at TikTok.');

  const film = draft.items.find(item => item.media.kind === 'video');
  if (film === undefined) return found;
  if (draft.allowDuet && allowed.duetOff) refuse('turned_off_by_account', 'options.allowDuet', 'Duets are turned off in the account’s own settings at TikTok.');
  if (draft.allowStitch && allowed.stitchOff) refuse('turned_off_by_account', 'options.allowStitch', 'Stitches are turned off in the account’s own settings at TikTok.');
  if (allowed.maxVideoSeconds !== null && Number(film.media.durationMs ?? 0) > allowed.maxVideoSeconds * 1_000)
    refuse('video_too_long', 'mediaIds[0]', `This account may post videos of up to ${clock(allowed.maxVideoSeconds * 1_000)} to TikTok at the moment.`);
  return found;
}
