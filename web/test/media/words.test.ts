import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock, placesOf, shapeOf, verdictOf } from '../../src/pages/media/words.ts';

const place = (type: 'image' | 'reel' | 'story', fits: boolean, needed = false, rule?: string) => ({
  type, cover: false, fits, findings: rule === undefined ? [] : [{ rule, message: '', blocks: true, fixable: false }], problems: [], rendition: { needed, fit: needed ? ('pad' as const) : null },
});

test('lengths and shapes are told as people say them', () => {
  assert.deepEqual([8_000, 65_400, 3_725_000].map(clock), ['0:08', '1:05', '1:02:05']);
  assert.deepEqual([shapeOf(1080, 1350), shapeOf(720, 1280), shapeOf(3000, 1000), shapeOf(300, 900)], ['4:5', '9:16', '3.00:1', '1:3.00']);
});

test('a file goes out as it is, is made fit, or does not go out', () => {
  assert.equal(verdictOf(place('image', true)).verdict, 'as_is');
  assert.equal(verdictOf(place('image', true, true)).words, 'Made fit by itself: with bars around it');
  assert.equal(verdictOf(place('image', false)).verdict, 'refused');
});

test('places that take it come first, and those for the other kind are only named', () => {
  const { places, others } = placesOf([place('image', false, false, 'aspect_too_wide'), place('reel', false, false, 'media_kind'), place('story', true)]);

  assert.deepEqual(places.map(one => one.type), ['story', 'image']);
  assert.deepEqual(others, ['Reel']);
});
