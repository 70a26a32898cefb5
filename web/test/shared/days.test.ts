import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysBetween, lastDays, monthOf } from '../../src/shared/days.ts';

test('days are listed with both ends, over the end of a month', () => {
  assert.deepEqual(daysBetween('2026-02-27', '2026-03-01'), ['2026-02-27', '2026-02-28', '2026-03-01']);
});

test('the last days end today', () => {
  assert.deepEqual(lastDays(30, new Date('2026-03-30T23:59:00Z')), { from: '2026-03-01', to: '2026-03-30' });
});

test('a month knows its days and its neighbours', () => {
  assert.deepEqual(monthOf('2024-02'), { from: '2024-02-01', to: '2024-02-29', before: '2024-01', after: '2024-03' });
  assert.deepEqual(monthOf('2026-01'), { from: '2026-01-01', to: '2026-01-31', before: '2025-12', after: '2026-02' });
});
