import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attentionOf, hasTimeLeft, isSilent, reasonWords } from '../../src/pages/overview/attention.ts';
import { overview, short } from './things.ts';

test('what waits for one account is one thing, where the first of it stands; all else keeps the server’s order', () => {
  const items = attentionOf([short({ id: 'a' }), short({ id: 'b', reason: 'reconnect' }), short({ id: 'c' }), short({ id: 'd', reason: 'reconnect' }), short({ id: 'e', reason: 'reconnect', channelId: 'c2' })]);

  assert.deepEqual(items.map(item => [item.channelId, item.jobs.map(job => job.id).join()]), [[null, 'a'], ['c1', 'b,d'], [null, 'c'], ['c2', 'e']]);
});

test('a reason is told in words, also one that is new', () => {
  assert.equal(reasonWords({ reason: 'content', count: 2 }), '2 refused for their content');
  assert.equal(reasonWords({ reason: 'moon_phase' as never, count: 1 }), '1 moon phase');
  assert.equal(reasonWords({ reason: null, count: 3 }), '3 without a reason');
});

test('what may still go out has time left', () => {
  assert.deepEqual(['2026-03-01T13:00:00Z', '2026-03-01T11:00:00Z'].map(lateAt => hasTimeLeft({ lateAt }, Date.parse('2026-03-01T12:00:00Z'))), [true, false]);
});

test('a new workspace has nothing to tell; one with a single pending post has', () => {
  assert.equal(isSilent(overview({})), true);
  assert.equal(isSilent(overview({ pendingApprovals: 1 })), false);
});
