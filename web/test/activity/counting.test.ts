import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorsByKind, percentile, tally, tallyByDay } from '../../src/pages/activity/counting.ts';
import { instantsOf, lastDays, readPeriod } from '../../src/pages/activity/period.ts';
import { percent } from '../../src/pages/activity/words.ts';
import { job } from '../post/things.ts';

const live = (dueAt: string, latenessMs: number) => job({ state: 'published', dueAt, latenessMs });

test('the success rate counts what came to something, and nothing that waits or was withdrawn', () => {
  const { published, notPublished, successRate } = tally([live('2026-03-01T12:00:00Z', 500), job({ state: 'needs_attention' }), job({ state: 'failed' }), live('2026-03-01T12:00:00Z', 900), job({}), job({ state: 'cancelled' })]);

  assert.deepEqual([published, notPublished, successRate], [2, 2, 0.5]);
  assert.equal(tally([job({})]).successRate, null);
});

test('lateness is the middle and the slow end; early is not late', () => {
  const jobs = [-50, 100, 200, 300, 4_000].map(ms => live('2026-03-01T12:00:00Z', ms));

  assert.deepEqual(tally(jobs).lateness, { p50: 200, p95: 4_000, max: 4_000 });
  assert.deepEqual([percentile([1], 0.5), percentile([1, 2, 3, 4], 0.5), percentile([1, 2, 3, 4], 0.95)], [1, 2, 4]);
  assert.equal(tally([]).lateness, null);
});

test('days are those of the workspace, and empty ones are there too', () => {
  const days = tallyByDay([live('2026-03-01T23:30:00Z', 1)], 'Europe/Berlin', '2026-03-01', '2026-03-03');

  assert.deepEqual(days.map(day => [day.day, day.published]), [['2026-03-01', 0], ['2026-03-02', 1], ['2026-03-03', 0]]);
});

test('errors are those that still stand in the way', () => {
  const error = { kind: 'fix_content', code: null, subcode: null, message: '', advice: null } as const;
  const jobs = [job({ state: 'needs_attention', lastError: error }), job({ state: 'failed', lastError: error }), job({ state: 'published', lastError: error }), job({ lastError: { ...error, kind: 'retry_later' } })];

  assert.deepEqual(errorsByKind(jobs), [{ kind: 'fix_content', count: 2 }, { kind: 'retry_later', count: 1 }]);
});

test('a period ends today in the workspace, and lies between two midnights there', () => {
  const now = Date.parse('2026-03-29T23:00:00Z');

  assert.deepEqual(lastDays(7, 'Europe/Berlin', now), { first: '2026-03-24', last: '2026-03-30' });
  assert.deepEqual(instantsOf({ first: '2026-03-29', last: '2026-03-29' }, 'Europe/Berlin'), { from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z' });
});

test('what is no period in an address is the last 30 days, and a long one is cut', () => {
  const now = Date.parse('2026-03-30T12:00:00Z');

  assert.deepEqual(readPeriod('2026-03-40', '2026-03-30', 'UTC', now), { first: '2026-03-01', last: '2026-03-30' });
  assert.deepEqual(readPeriod('2026-03-10', '2026-03-05', 'UTC', now), { first: '2026-03-01', last: '2026-03-30' });
  assert.deepEqual(readPeriod('2020-01-01', '2026-03-30', 'UTC', now), { first: '2025-03-30', last: '2026-03-30' });
});

test('only all is a hundred per cent', () => {
  assert.deepEqual([1, 0.9996, 2 / 3, 0.0001, 0].map(percent), ['100 %', '99.9 %', '66.7 %', '0.1 %', '0 %']);
});
