import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysOf, instantsOf, step } from '../../src/pages/calendar/ranges.ts';

test('a month is shown in whole weeks', () => {
  assert.deepEqual(daysOf('month', '2026-03-15', 1), { first: '2026-02-23', end: '2026-04-06' });
  assert.deepEqual(daysOf('month', '2026-03-15', 0), { first: '2026-03-01', end: '2026-04-05' });
  // Exactly four weeks.
  assert.deepEqual(daysOf('month', '2027-02-01', 1), { first: '2027-02-01', end: '2027-03-01' });
});

test('a week begins where weeks begin, and the agenda where it is opened', () => {
  assert.deepEqual(daysOf('week', '2026-03-01', 1), { first: '2026-02-23', end: '2026-03-02' });
  assert.deepEqual(daysOf('agenda', '2026-03-01', 1), { first: '2026-03-01', end: '2026-03-15' });
  assert.deepEqual(daysOf('day', '2026-03-01', 1), { first: '2026-03-01', end: '2026-03-02' });
});

test('a day over which the clocks change is an hour shorter', () => {
  const { from, to } = instantsOf({ first: '2026-03-29', end: '2026-03-30' }, 'Europe/Berlin');
  assert.equal(Date.parse(to) - Date.parse(from), 23 * 3_600_000);
});

test('stepping goes by what is shown', () => {
  assert.deepEqual((['month', 'week', 'day', 'agenda'] as const).map(view => step(view, '2026-03-31', 1)), ['2026-04-01', '2026-04-07', '2026-04-01', '2026-04-14']);
  assert.equal(step('month', '2026-03-31', -1), '2026-02-01');
});
