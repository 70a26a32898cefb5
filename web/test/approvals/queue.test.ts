import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterDecision, inOrder, neighbour, whatIsNew } from '../../src/pages/approvals/queue.ts';
import { post } from '../post/things.ts';

test('the queue goes by planned time, and what has none comes last', () => {
  const queue = inOrder([
    post({ id: 'none', at: null }),
    post({ id: 'late', at: '2026-03-02T12:00:00Z' }),
    post({ id: 'younger', at: '2026-03-01T12:00:00Z', createdAt: '2026-02-02T00:00:00Z' }),
    post({ id: 'older', at: '2026-03-01T12:00:00Z', createdAt: '2026-02-01T00:00:00Z' }),
  ]);

  assert.deepEqual(queue.map(one => one.id), ['older', 'younger', 'late', 'none']);
});

test('the keys go from one to the next and stop at the ends', () => {
  const ids = ['a', 'b', 'c'];

  assert.deepEqual([neighbour(ids, null, 1), neighbour(ids, 'a', 1), neighbour(ids, 'c', 1), neighbour(ids, 'a', -1), neighbour(ids, 'gone', 1), neighbour([], null, 1)], ['a', 'b', 'c', 'a', 'a', null]);
  assert.deepEqual([afterDecision(ids, 'a'), afterDecision(ids, 'c'), afterDecision(['a'], 'a')], ['b', 'b', null]);
});

test('what is new is said field by field, media by its change alone', () => {
  const seen = post({ at: '2026-03-01T12:00:00Z', hashtags: ['bread'] });
  const newest = post({ version: 2, at: null, hashtags: ['bread', 'rye'], mediaIds: ['m2'], channelIds: ['c1', 'c2'] });

  assert.deepEqual(whatIsNew(seen, newest, id => `@${id}`, at => at), [
    { field: 'Hashtags', before: '#bread', after: '#bread #rye' },
    { field: 'Accounts', before: '@c1', after: '@c1, @c2' },
    { field: 'Time', before: '2026-03-01T12:00:00Z', after: 'none' },
    { field: 'Media', before: null, after: null },
  ]);
  assert.deepEqual(whatIsNew(seen, { ...seen, version: 3 }, id => id, at => at), []);
});
