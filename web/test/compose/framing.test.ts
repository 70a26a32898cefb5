import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameOf, MAX_ZOOM, moved, regionOf, stepOf } from '../../src/pages/compose/rules/crop.ts';
import { framingOf, inShape, narrowed, shapeOf, WHOLE } from '../../src/pages/compose/rules/framing.ts';

const FEED = { tallest: 0.8, widest: 1.91 };

test('a shape is read as people write it', () => {
  assert.deepEqual(['4:5', '1.91:1', '0:1', 'x', null].map(shapeOf), [0.8, 1.91, null, null, null]);
});

test('a frame keeps its shape and stays on the picture wherever it is put', () => {
  for (const ratio of [0.5, 0.8, 1, 1.5, 3]) {
    for (const shape of [9 / 16, 0.8, 1, 1.91]) {
      for (const zoom of [1, 1.7, MAX_ZOOM]) {
        const part = regionOf({ x: 1.3, y: -0.2, zoom }, ratio, shape);
        assert.ok(part.x >= 0 && part.y >= 0 && part.x + part.width <= 1.000001 && part.y + part.height <= 1.000001);
        assert.ok(Math.abs((ratio * part.width) / part.height / shape - 1) < 0.005, `${ratio} ${shape} ${zoom}`);
      }
    }
  }
});

test('a part gives its frame back', () => {
  const frame = { x: 0.4, y: 0.5, zoom: 1.5 };
  const again = frameOf(regionOf(frame, 1.5, 0.8), 1.5, 0.8);
  assert.ok(Math.abs(again.x - frame.x) < 0.001 && Math.abs(again.zoom - frame.zoom) < 0.01);
});

test('keys move the frame and stop at the edge', () => {
  const start = frameOf(null, 2, 1);
  assert.deepEqual(stepOf('ArrowRight', true), { dx: 0.1, dy: 0 });
  assert.equal(stepOf('a', false), null);
  const right = moved(start, 0.9, 0, 2, 1);
  assert.equal(regionOf(right, 2, 1).x, 0.5);
});

test('what is too tall is cropped, padded or left, by the way that was chosen', () => {
  const tall = { width: 1_000, height: 2_000 };
  const cropped = framingOf(tall, null, 'crop', FEED);
  assert.ok(Math.abs(cropped.region.height - 0.625) < 1e-9 && cropped.aspect === 0.8);
  assert.deepEqual(framingOf(tall, { fit: 'pad', background: '#102080' }, 'crop', FEED), { aspect: 0.8, region: WHOLE, bars: '#102080' });
  assert.deepEqual(framingOf(tall, null, 'scale', FEED), { aspect: 0.5, region: WHOLE, bars: null });
});

test('a part that was chosen is what is seen', () => {
  const region = { x: 0.25, y: 0, width: 0.5, height: 1 };
  const framing = framingOf({ width: 1_600, height: 1_000 }, { fit: 'crop', crop: region, aspect: '4:5' }, 'scale', FEED);
  assert.deepEqual(framing.region, region);
});

test('a carousel shows everything in the shape of its first', () => {
  const wide = { width: 1_500, height: 1_000 };
  const second = inShape(framingOf(wide, null, 'crop', FEED), wide, 1);
  assert.equal(second.aspect, 1);
  assert.ok(Math.abs(second.region.width - 2 / 3) < 1e-9);
  assert.deepEqual(narrowed(WHOLE, 1, 1), WHOLE);
});
