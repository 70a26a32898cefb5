import type { Schemas } from '../../api/client.ts';
import { POST_TYPES } from '../../words/states.ts';

/** `0:09`, `1:02:05`. */
export function clock(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60), String(seconds % 60).padStart(2, '0')];
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** The shape of a picture as people name it: `4:5`, `16:9`, or `1.47:1` where it has no such name. */
export function shapeOf(width: number, height: number): string {
  for (const [w, h] of [[1, 1], [4, 5], [5, 4], [9, 16], [16, 9], [3, 4], [4, 3], [2, 3], [3, 2]] as const) {
    if (Math.abs(width / height - w / h) < 0.005) return `${w}:${h}`;
  }
  return width >= height ? `${(width / height).toFixed(2)}:1` : `1:${(height / width).toFixed(2)}`;
}

/** A place of a platform: `Reel`, `Cover of a reel`. */
export const placeOf = ({ type, cover }: Pick<Schemas['PlacementCheckResponse'], 'type' | 'cover'>): string => (cover ? `Cover of a ${POST_TYPES[type].toLowerCase()}` : POST_TYPES[type]);

const FITS: Record<NonNullable<Schemas['RenditionFit']>, string> = { scale: 'scaled and converted', pad: 'with bars around it', crop: 'cropped to the shape' };

type Placement = Schemas['PlacementCheckResponse'];

/** Sorts what a network said: places for this kind of media, those that take it first; and the names of places that are for the other kind. */
export function placesOf(placements: readonly Placement[]): { places: Placement[]; others: string[] } {
  const isOther = (placement: Placement) => placement.findings.some(finding => finding.rule === 'media_kind');
  const rank = (placement: Placement) => ['as_is', 'made_fit', 'refused'].indexOf(verdictOf(placement).verdict);
  return { places: placements.filter(one => !isOther(one)).toSorted((one, other) => rank(one) - rank(other)), others: placements.filter(isOther).map(placeOf) };
}

/** What becomes of a file in a place: it goes out as it is, is made fit, or does not go out. */
export function verdictOf({ fits, rendition }: Pick<Schemas['PlacementCheckResponse'], 'fits' | 'rendition'>): { verdict: 'as_is' | 'made_fit' | 'refused'; words: string } {
  if (!fits) return { verdict: 'refused', words: 'Does not go out' };
  if (!rendition.needed) return { verdict: 'as_is', words: 'Goes out as it is' };
  return { verdict: 'made_fit', words: `Made fit by itself${rendition.fit ? `: ${FITS[rendition.fit]}` : ''}` };
}
