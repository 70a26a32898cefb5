import assert from 'node:assert/strict';
import { test } from 'node:test';
import { automatic, lateWords, leftWords, percent } from '../../src/pages/activity/figures/words.ts';

test('only all is a hundred per cent', () => {
  assert.deepEqual([1, 0.9996, 2 / 3, 0.0001, 0].map(percent), ['100 %', '99.9 %', '66.7 %', '0.1 %', '0 %']);
});

test('what is not live is told by what became of it', () => {
  const tally = { published: 3, notPublished: 0, neverTried: 0, successRate: 1 };

  assert.equal(leftWords(tally), 'none left behind');
  assert.equal(leftWords({ ...tally, neverTried: 1 }), '1 was never tried');
  assert.equal(leftWords({ ...tally, notPublished: 2, neverTried: 3 }), '2 did not go out, 3 were never tried');
});

test('early is not late, and nothing is no figure', () => {
  assert.deepEqual([lateWords(-40), lateWords(340), lateWords(null)], ['0 ms', '340 ms', '–']);
  assert.equal(automatic({ methods: [] }), null);
  assert.equal(automatic({ methods: [{ method: 'api', published: 3, share: 0.75 }, { method: 'manual', published: 1, share: 0.25 }] }), 0.75);
});
