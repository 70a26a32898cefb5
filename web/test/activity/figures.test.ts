import assert from 'node:assert/strict';
import { test } from 'node:test';
import { metWords, shareWords, targetWords, windowWords } from '../../src/pages/activity/figures/rates.ts';
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

test('a rate is told with its part, and against what it should be', () => {
  const target = { atLeast: 0.99, below: null, minimum: 20 };

  assert.equal(shareWords({ part: 59, whole: 60, value: 59 / 60 }), '98.3 % (59 of 60)');
  assert.equal(shareWords({ part: 0, whole: 0, value: null }), '–');
  assert.deepEqual([target, { ...target, atLeast: 1 }, { atLeast: null, below: 0.005, minimum: 1 }, null].map(targetWords), ['at least 99 %', 'all of them', 'below 0.5 %', null]);
  assert.deepEqual(metWords({ target, isMet: false, whole: 60 }), { word: 'Missed', colour: 'red' });
  assert.deepEqual(metWords({ target, isMet: true, whole: 60 }), { word: 'Met', colour: 'green' });
  assert.equal(metWords({ target, isMet: null, whole: 19 })?.word, 'Told from 20 on');
  assert.equal(metWords({ target, isMet: null, whole: 0 })?.word, 'Nothing to count');
  assert.equal(metWords({ target: null, isMet: null, whole: 60 }), null);
});

test('how far back it counts is told in hours, then in days', () => {
  const now = Date.parse('2026-03-31T12:00:00Z');
  assert.deepEqual(
    ['2026-03-31T11:00:00Z', '2026-03-30T12:00:00Z', '2026-03-01T12:00:00Z'].map(from => windowWords(from, now)),
    ['hour', '24 hours', '30 days'],
  );
});
