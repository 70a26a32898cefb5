import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actionsFor } from '../../src/pages/posts/bulk/actions.ts';
import { type BulkItem, canForce, carryOutOf, instantsIn, refusalsFirst, shiftOf } from '../../src/pages/posts/bulk/rehearsal.ts';

const item = (postId: string, given: Partial<BulkItem> = {}): BulkItem => ({ postId, ok: true, version: null, at: null, code: null, detail: null, proposedAt: null, warnings: [], ...given });
const refused = (postId: string, code: string, proposedAt: string | null = null): BulkItem => item(postId, { ok: false, code, proposedAt });

const items = [item('a'), refused('b', 'conflict', '2026-03-01T18:30:00Z'), refused('c', 'not_approved'), item('d', { proposedAt: '2026-03-01T18:15:00Z' })];

test('what refuses is left out, and what has a proposed time takes it where that is wanted', () => {
  assert.deepEqual(carryOutOf(items, false), { batch: ['a', 'd'], proposed: [] });
  assert.deepEqual(carryOutOf(items, true), { batch: ['a'], proposed: [{ id: 'd', at: '2026-03-01T18:15:00Z' }, { id: 'b', at: '2026-03-01T18:30:00Z' }] });
});

test('refusals come first', () => assert.deepEqual(refusalsFirst(items).map(one => one.postId), ['b', 'c', 'a', 'd']));

test('to insist helps against conflicts, locks and repeats alone', () => {
  for (const code of ['conflict', 'locked', 'repeat']) assert.equal(canForce([refused('a', code)]), true, code);
  assert.equal(canForce([item('a'), refused('b', 'not_approved')]), false);
});

test('times in UTC are found in a sentence', () => {
  const sentence = 'Another post on @harbour is due at 2026-03-01 18:05 UTC, less than 15 minutes away.';
  assert.deepEqual(instantsIn(sentence).map(at => at.toISOString()), ['2026-03-01T18:05:00.000Z']);
  assert.deepEqual(instantsIn('It was due at 18:00 on 3 March, Europe/Berlin.'), []);
  assert.deepEqual(instantsIn('At 2026-99-01 18:05 UTC.'), []);
});

test('days keep the time of day, everything else is counted in minutes', () => {
  assert.deepEqual(shiftOf(2, 'days', false), { shiftDays: 2 });
  assert.deepEqual(shiftOf(2, 'hours', true), { shiftMinutes: -120 });
  assert.deepEqual(shiftOf(45, 'minutes', false), { shiftMinutes: 45 });
});

test('everybody sees what they may do, and approval only where there is one', () => {
  assert.deepEqual(actionsFor(['read', 'schedule_posts'], 'one').map(one => one.action), ['move', 'schedule', 'next_slot', 'unschedule']);
  assert.deepEqual(actionsFor(['read', 'edit_posts', 'approve_posts'], 'none').map(one => one.action), ['delete']);
  assert.deepEqual(actionsFor(['read', 'edit_posts', 'approve_posts'], 'one').map(one => one.action), ['submit', 'approve', 'delete']);
  assert.deepEqual(actionsFor(['read'], 'one'), []);
});
