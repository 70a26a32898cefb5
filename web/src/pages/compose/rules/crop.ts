import type { Region } from './framing.ts';

/** A frame of one shape on a picture: its middle, and how far it is drawn in. */
export interface Frame {
  x: number;
  y: number;
  /** 1 is the largest frame of this shape. */
  zoom: number;
}

export const MAX_ZOOM = 5;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const round = (value: number) => Math.round(value * 10_000) / 10_000;

/** How much of the picture the largest frame of a shape covers; ratio is the picture's width by its height. */
const largest = (ratio: number, shape: number) => (ratio > shape ? { width: shape / ratio, height: 1 } : { width: 1, height: ratio / shape });

/** The part of the picture that a frame keeps, in shares of it. */
export function regionOf(frame: Frame, ratio: number, shape: number): Region {
  const most = largest(ratio, shape);
  const zoom = clamp(frame.zoom, 1, MAX_ZOOM);
  // Rounded down, so that the frame never reaches over an edge.
  const width = Math.floor((most.width / zoom) * 10_000) / 10_000;
  const height = Math.floor((most.height / zoom) * 10_000) / 10_000;
  return { x: round(clamp(frame.x - width / 2, 0, 1 - width)), y: round(clamp(frame.y - height / 2, 0, 1 - height)), width, height };
}

/** The frame that keeps a part; the middle where nothing was chosen yet. */
export function frameOf(region: Region | null | undefined, ratio: number, shape: number): Frame {
  if (!region) return { x: 0.5, y: 0.5, zoom: 1 };
  const most = largest(ratio, shape);
  return { x: region.x + region.width / 2, y: region.y + region.height / 2, zoom: clamp(Math.min(most.width / region.width, most.height / region.height), 1, MAX_ZOOM) };
}

/** Moved by shares of the picture, and stopped at its edges. */
export function moved(frame: Frame, dx: number, dy: number, ratio: number, shape: number): Frame {
  const part = regionOf({ ...frame, x: frame.x + dx, y: frame.y + dy }, ratio, shape);
  return { ...frame, x: part.x + part.width / 2, y: part.y + part.height / 2 };
}

/** What a key does to something on a picture: arrows by one hundredth, with Shift by ten. Null for any other key. */
export function stepOf(key: string, isFar: boolean): { dx: number; dy: number } | null {
  const step = isFar ? 0.1 : 0.01;
  switch (key) {
    case 'ArrowLeft': return { dx: -step, dy: 0 };
    case 'ArrowRight': return { dx: step, dy: 0 };
    case 'ArrowUp': return { dx: 0, dy: -step };
    case 'ArrowDown': return { dx: 0, dy: step };
    default: return null;
  }
}
