import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, MOST_AT_ONCE, ranged, toggled, withAll, without } from '../../src/pages/posts/selection.ts';

const list = ['a', 'b', 'c', 'd', 'e'];

test('a post is taken in and left out again', () => {
  assert.deepEqual(toggled(['a'], 'b'), ['a', 'b']);
  assert.deepEqual(toggled(['a', 'b'], 'a'), ['b']);
});

test('a range goes both ways, and from a post that is gone it is the last one alone', () => {
  assert.deepEqual(between(list, 'b', 'd'), ['b', 'c', 'd']);
  assert.deepEqual(between(list, 'd', 'b'), ['b', 'c', 'd']);
  assert.deepEqual(between(list, 'x', 'c'), ['c']);
  assert.deepEqual(between(list, null, 'c'), ['c']);
  assert.deepEqual(between(list, 'a', 'x'), []);
});

test('a range becomes as its last post is to be', () => {
  assert.deepEqual(ranged(['b'], list, 'b', 'd'), ['b', 'c', 'd']);
  assert.deepEqual(ranged(['b', 'c', 'd'], list, 'b', 'd'), []);
});

test('no more are taken in than can be changed at once', () => {
  const many = Array.from({ length: 250 }, (_, count) => `p${count}`);
  assert.equal(withAll([], many).length, MOST_AT_ONCE);
  assert.equal(toggled(withAll([], many), 'x').includes('x'), false);
});

test('what changes nothing is the same selection', () => {
  const selection = ['a', 'b'];
  assert.equal(withAll(selection, ['b']), selection);
  assert.equal(without(selection, ['c']), selection);
});
