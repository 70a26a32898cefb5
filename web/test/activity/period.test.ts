import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantsOf, lastDays, readPeriod, withEnd } from '../../src/pages/activity/period.ts';

test('a period ends today in the workspace, and lies between two midnights there', () => {
  const now = Date.parse('2026-03-29T23:00:00Z');

  assert.deepEqual(lastDays(7, 'Europe/Berlin', now), { first: '2026-03-24', last: '2026-03-30' });
  assert.deepEqual(instantsOf({ first: '2026-03-29', last: '2026-03-29' }, 'Europe/Berlin'), { from: '2026-03-28T23:00:00.000Z', to: '2026-03-29T22:00:00.000Z' });
});

test('what is no period in an address is none, and a long one is cut', () => {
  assert.deepEqual([readPeriod('2026-03-40', '2026-03-30'), readPeriod('2026-03-10', '2026-03-05'), readPeriod(undefined, '2026-03-05')], [null, null, null]);
  assert.deepEqual(readPeriod('2020-01-01', '2026-03-30'), { first: '2025-03-30', last: '2026-03-30' });
});

test('an end that passes the other takes it along, and a half-typed day changes nothing', () => {
  const period = { first: '2026-03-01', last: '2026-03-05' };

  assert.deepEqual(withEnd(period, 'first', '2026-03-09'), { first: '2026-03-09', last: '2026-03-09' });
  assert.deepEqual(withEnd(period, 'last', '2026-03-09'), { first: '2026-03-01', last: '2026-03-09' });
  assert.equal(withEnd(period, 'last', '2026-3'), period);
  assert.deepEqual(withEnd(period, 'first', '2024-03-01'), { first: '2024-03-01', last: '2025-03-01' });
});
