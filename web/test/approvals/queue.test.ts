import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterDecision, neighbour } from '../../src/pages/approvals/queue.ts';

test('the keys go from one to the next and stop at the ends', () => {
  const ids = ['a', 'b', 'c'];

  assert.deepEqual([neighbour(ids, null, 1), neighbour(ids, 'a', 1), neighbour(ids, 'c', 1), neighbour(ids, 'a', -1), neighbour(ids, 'gone', 1), neighbour([], null, 1)], ['a', 'b', 'c', 'a', 'a', null]);
  assert.deepEqual([afterDecision(ids, 'a'), afterDecision(ids, 'c'), afterDecision(['a'], 'a')], ['b', 'b', null]);
});
