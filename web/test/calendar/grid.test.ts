import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Entry } from '../../src/pages/calendar/entries.ts';
import { toEvent } from '../../src/pages/calendar/grid.ts';

const entry = (at: string): Entry => ({ at, postId: 'p', title: 'Bread', type: 'image', approval: 'approved', categoryId: null, mediaId: null, channelIds: ['a'], jobId: 'j', state: 'scheduled', reason: null });

test('an entry is drawn after its time, and never into the next day', () => {
  assert.equal(toEvent(entry('2026-03-01T12:00:00.000Z'), 'UTC', true).end, '2026-03-01T12:44:59.999Z');
  assert.equal(toEvent(entry('2026-03-01T23:59:30.000Z'), 'UTC', true).end, '2026-03-01T23:59:59.999Z');
  // Half past eleven in Berlin.
  assert.equal(toEvent(entry('2026-03-01T22:30:10.000Z'), 'Europe/Berlin', true).end, '2026-03-01T22:59:59.999Z');
});

test('what has not changed is the same again, and what has is not', () => {
  const one = entry('2026-03-01T12:00:00.000Z');
  assert.equal(toEvent(one, 'UTC', true), toEvent(one, 'UTC', true));
  assert.notEqual(toEvent(one, 'UTC', true), toEvent(one, 'Europe/Berlin', true));
  assert.equal(toEvent(one, 'UTC', false).startEditable, false);
});
