import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withSet } from '../../src/pages/compose/hashtags/sets.ts';
import { cleanTags } from '../../src/pages/compose/rules/caption.ts';

test('a set adds what is not there yet, after what is', () => {
  assert.deepEqual(withSet(['Bread', 'bakery'], { hashtags: ['bread', 'cake', 'BAKERY'] }), ['Bread', 'bakery', 'cake']);
  assert.deepEqual(withSet([], { hashtags: ['cake'] }), ['cake']);
});

test('hashtags are kept without their sign, once', () => {
  assert.deepEqual(cleanTags([' #cake', 'cake', '#', '', 'bread ']), ['cake', 'bread']);
});
