import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAt } from '../../src/pages/compose/rules/walltime.ts';
import { instantOf, nextHour, wallOf } from '../../src/shared/wall.ts';

const BERLIN = 'Europe/Berlin';

test('a time on the wall is an instant of its zone, and back', () => {
  assert.equal(instantOf('2030-03-01T18:00', BERLIN)?.toISOString(), '2030-03-01T17:00:00.000Z');
  assert.equal(instantOf('2030-07-01T18:00', 'Asia/Kolkata')?.toISOString(), '2030-07-01T12:30:00.000Z');
  assert.equal(wallOf('2030-03-01T17:00:00Z', BERLIN), '2030-03-01T18:00');
});

test('a time the clocks go over does not exist; one that comes twice is the first', () => {
  assert.equal(instantOf('2026-03-29T02:30', BERLIN), null);
  assert.equal(instantOf('2026-10-25T02:30', BERLIN)?.toISOString(), '2026-10-25T00:30:00.000Z');
});

test('what is no time is none', () => {
  assert.equal(instantOf('', BERLIN), null);
  assert.equal(instantOf('2026-13-01T00:00', BERLIN), null);
});

test('a new time begins at a full hour that lies ahead', () => {
  assert.equal(nextHour(BERLIN, Date.parse('2030-03-01T17:10:00Z')), '2030-03-01T19:00');
  assert.equal(nextHour(BERLIN, Date.parse('2030-03-01T17:40:00Z')), '2030-03-01T20:00');
});

test('the address may bring an instant, a wall time or a day', () => {
  assert.equal(readAt('2030-03-01T17:00:00.000Z', BERLIN), '2030-03-01T18:00');
  assert.equal(readAt('2030-03-01T18:15', BERLIN), '2030-03-01T18:15');
  assert.equal(readAt('2030-03-01', BERLIN), '2030-03-01T12:00');
  assert.equal(readAt('soon', BERLIN), null);
});
