import type { Schemas } from '../../../api/client.ts';

/** What becomes of a trial reel. */
export const GRADUATION: Record<NonNullable<Schemas['TrialGraduation']>, string> = { manual: 'Yes; a person makes it an ordinary reel', performance: 'Yes; it becomes an ordinary reel if it does well' };

/** Who may see a post. */
export const PRIVACY: Record<NonNullable<Schemas['PostPrivacy']>, string> = { public: 'Everyone', followers: 'Followers', friends: 'Friends: followers whom the account follows too', only_me: 'Only you' };

/** What happens to a post that is late. */
export const LATE: Record<NonNullable<Schemas['LatePolicy']>, string> = { publish: 'Publish it', skip: 'Leave it out', ask: 'Ask a person' };

/** What becomes of a post that cannot go out by itself. */
export const HANDOVER: Record<NonNullable<Schemas['PostHandover']>, string> = { never: 'Ask nobody to publish it by hand', any_error: 'Ask a person to publish it by hand' };

const FITS: Record<NonNullable<Schemas['UnfitMedia']>, string> = { scale: 'scaled', pad: 'with bars', crop: 'cropped', original: 'as it is' };

/** How one item is made fit, in few words: `cropped to 4:5`. */
export function fitWords(fit: Schemas['MediaFitBody'] | null | undefined): string {
  if (!fit) return 'as the workspace says';
  const part = fit.crop ? `part of it (${[fit.crop.width, fit.crop.height].map(share => `${Math.round(share * 100)}%`).join(' × ')} from ${[fit.crop.x, fit.crop.y].map(share => `${Math.round(share * 100)}%`).join(', ')})` : '';
  return [fit.fit ? FITS[fit.fit] : '', fit.aspect ? `to ${fit.aspect}` : '', part, fit.background ? `on ${fit.background}` : '', fit.as ? `as a ${fit.as === 'video' ? 'video' : 'picture'}` : ''].filter(Boolean).join(' ') || 'as the workspace says';
}
