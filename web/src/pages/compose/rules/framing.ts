import type { Schemas } from '../../../api/client.ts';

export type MediaFit = Schemas['MediaFitBody'];
export type Region = Schemas['CropBody'];
type Policy = NonNullable<Schemas['UnfitMedia']>;

/** What is seen of a picture: a part of it filling a shape, or the whole of it between bars. */
export interface Framing {
  /** Width by height of what goes out. */
  aspect: number;
  region: Region;
  /** The colour of the bars; null where there are none. */
  bars: string | null;
}

export const WHOLE: Region = { x: 0, y: 0, width: 1, height: 1 };
const NEAR = 0.004;

/** `4:5` as a number; null for what is no shape. */
export function shapeOf(words: string | null | undefined): number | null {
  const [width, height] = (words ?? '').split(':').map(Number);
  return width && height && width > 0 && height > 0 ? width / height : null;
}

/** The middle of a part that has the shape wanted. */
export function narrowed(part: Region, ratio: number, shape: number): Region {
  const now = (ratio * part.width) / part.height;
  if (now > shape) {
    const width = (part.width * shape) / now;
    return { ...part, x: part.x + (part.width - width) / 2, width };
  }
  const height = (part.height * now) / shape;
  return { ...part, y: part.y + (part.height - height) / 2, height };
}

/** How an item goes out, by what was chosen for it and what the place takes (as src/Posthaste/Media/Renditions/FramePlan.cs plans it). */
export function framingOf(size: { width: number; height: number }, fit: MediaFit | null, policy: Policy, shapes: { tallest: number; widest: number }): Framing {
  const ratio = size.width / Math.max(1, size.height);
  const way = fit?.fit ?? policy;
  const region = way === 'crop' && fit?.crop ? fit.crop : WHOLE;
  const now = (ratio * region.width) / region.height;
  const target = (way === 'crop' || way === 'pad' ? shapeOf(fit?.aspect) : null) ?? Math.min(shapes.widest, Math.max(shapes.tallest, now));
  if (Math.abs(target / now - 1) < NEAR) return { aspect: now, region, bars: null };
  if (way === 'pad') return { aspect: target, region: WHOLE, bars: fit?.background ?? '#ffffff' };
  if (way === 'crop') return { aspect: target, region: narrowed(region, ratio, target), bars: null };
  // It will be refused; the finding beside it says so.
  return { aspect: now, region, bars: null };
}

/** The same in a carousel, where everything is shown in the shape of the first. */
export function inShape(framing: Framing, size: { width: number; height: number }, shape: number): Framing {
  if (Math.abs(framing.aspect / shape - 1) < NEAR) return framing;
  const ratio = framing.bars === null ? size.width / Math.max(1, size.height) : framing.aspect;
  return framing.bars === null ? { aspect: shape, region: narrowed(framing.region, ratio, shape), bars: null } : { ...framing, aspect: shape };
}
