import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitsOf } from '../../src/pages/compose/rules/limits.ts';
import { suggestedType, whyNot } from '../../src/pages/compose/rules/types.ts';

const limits = limitsOf('instagram')!;

test('a type that does not fit its files says why', () => {
  assert.equal(whyNot('reel', ['image'], limits), 'Your file is a picture.');
  assert.equal(whyNot('image', ['image', 'image'], limits), 'You have 2 files.');
  assert.equal(whyNot('carousel', ['image'], limits), 'Takes 2 files or more.');
  assert.match(whyNot('story', Array.from({ length: 11 }, () => 'image' as const), limits)!, /10 files at most; you have 11/);
  assert.equal(whyNot('text', [], limits), 'Instagram has no such posts.');
});

test('without files every type can be chosen', () => {
  assert.deepEqual((['image', 'carousel', 'reel', 'story'] as const).map(type => whyNot(type, [], limits)), [null, null, null, null]);
});

test('the type follows the files until somebody chooses one that fits', () => {
  assert.equal(suggestedType('image', false, ['video'], limits), 'reel');
  assert.equal(suggestedType('image', false, ['image', 'video'], limits), 'carousel');
  assert.equal(suggestedType('story', true, ['image'], limits), 'story');
  assert.equal(suggestedType('reel', true, ['image'], limits), 'image');
});
