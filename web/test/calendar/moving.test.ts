import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movability, soon, timeOn } from '../../src/pages/calendar/moving.ts';
import { readSearch } from '../../src/pages/calendar/search.ts';

const job = { jobId: 'j', state: 'scheduled', reason: null, approval: 'approved' } as const;

test('what waits can be moved, what is live or going out cannot', () => {
  for (const state of ['scheduled', 'preparing', 'ready', 'needs_attention', 'failed'] as const) assert.equal(movability({ ...job, state }, true, 'one').may, true, state);
  for (const state of ['publishing', 'published', 'handed_over'] as const) assert.equal(movability({ ...job, state }, true, 'one').may, false, state);
  assert.equal(movability({ ...job, state: 'needs_attention', reason: 'undecidable' }, true, 'none').may, false);
});

test('a post without a job takes a time where nobody has to approve it any more', () => {
  const post = { jobId: null, state: null, reason: null } as const;
  assert.equal(movability({ ...post, approval: 'draft' }, true, 'none').may, true);
  assert.equal(movability({ ...post, approval: 'approved' }, true, 'one').may, true);
  for (const approval of ['draft', 'pending', 'rejected'] as const) assert.equal(movability({ ...post, approval }, true, 'one').may, false, approval);
});

test('without the right nothing moves', () => {
  assert.deepEqual(movability(job, false, 'none'), { may: false, why: 'Your role does not change times.' });
});

test('soon is a quarter of an hour on the clock, and at least five minutes away', () => {
  assert.equal(soon(Date.parse('2026-03-01T12:00:00Z')).toISOString(), '2026-03-01T12:15:00.000Z');
  assert.equal(soon(Date.parse('2026-03-01T12:11:00Z')).toISOString(), '2026-03-01T12:30:00.000Z');
});

test('an address says what is shown, and what it does not know is forgiven', () => {
  assert.deepEqual(readSearch({ view: 'week', date: '2026-03-01', types: 'reel,nonsense', states: 'draft,published,draft', zone: 'mine' }), {
    view: 'week', date: '2026-03-01', types: 'reel', states: 'draft,published', zone: 'mine',
  });
  assert.deepEqual(readSearch({ view: 'year', date: 'tomorrow', types: 7, accounts: 'x', post: 'javascript:', zone: 'theirs' }), {});
});

test('a day stands for its noon, for soon where that is over, and for nothing once it has passed', () => {
  const now = Date.parse('2026-03-01T13:00:00Z');
  assert.equal(timeOn('2026-03-02', 'Europe/Berlin', now)?.toISOString(), '2026-03-02T11:00:00.000Z');
  assert.equal(timeOn('2026-03-01', 'Europe/Berlin', now)?.toISOString(), '2026-03-01T13:15:00.000Z');
  assert.equal(timeOn('2026-02-28', 'Europe/Berlin', now), null);
});
