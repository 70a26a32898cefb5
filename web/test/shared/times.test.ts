import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytes, duration, fromNow, timeOfDay } from '../../src/shared/times.ts';

test('an instant is shown in the zone that is asked for', () => {
  assert.match(timeOfDay('2026-03-01T18:00:00Z', 'Europe/Berlin'), /^(19:00|07:00 PM)$/);
  assert.match(timeOfDay('2026-07-01T18:00:00Z', 'Europe/Berlin'), /^(20:00|08:00 PM)$/);
});

test('durations and sizes are short', () => {
  assert.deepEqual([340, 2_400, 65_000 * 3, 7_500_000].map(duration), ['340 ms', '2.4 s', '3 min', '2 h 5 min']);
  assert.deepEqual([999, 1_400_000, 250_000_000].map(bytes), ['999 B', '1.4 MB', '250 MB']);
});

test('what lies ahead is told from what lies behind', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');

  assert.equal(fromNow('2026-03-01T15:00:00Z', now), 'in 3 hours');
  assert.equal(fromNow('2026-02-27T12:00:00Z', now), '2 days ago');
  assert.equal(fromNow('2026-03-03T00:00:00Z', now), 'in 1 day');
});
