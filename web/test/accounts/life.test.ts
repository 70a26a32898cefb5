import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lifeOf, postsAtRisk } from '../../src/pages/accounts/life.ts';

const NOW = Date.parse('2026-03-31T00:00:00Z');
const health = {
  state: 'valid' as const, expiresAt: '2026-05-30T00:00:00Z', expiresIn: 0, lastRenewedAt: null, nextRenewalAt: '2026-05-23T00:00:00Z',
  failures: 0, lastError: null, scopesMissing: null, grantExpiresAt: null, postsAtRisk: [],
};

test('an access in the middle of its life', () => {
  const life = lifeOf(health, '2026-01-30T00:00:00Z', NOW)!;

  assert.equal(life.now, 0.5);
  assert.equal(life.end, 1);
  assert.equal(life.left, 0.5);
  assert.ok(life.renewal! > 0.9 && life.renewal! < 1);
});

test('posts behind the end have room on the line', () => {
  const life = lifeOf({ ...health, postsAtRisk: [{ postId: 'p', jobId: 'j', dueAt: '2026-07-01T00:00:00Z' }] }, '2026-01-30T00:00:00Z', NOW)!;

  assert.ok(life.end < life.posts[0]! && life.posts[0]! < 1);
});

test('an access that has ended has nothing left, and one without an end has no line', () => {
  assert.equal(lifeOf({ ...health, expiresAt: '2026-03-01T00:00:00Z', nextRenewalAt: null }, '2026-01-01T00:00:00Z', NOW)!.left, 0);
  assert.equal(lifeOf({ ...health, expiresAt: null }, null, NOW), null);
});

test('a list of 50 may be longer than it is', () => {
  assert.deepEqual([1, 2, 50].map(postsAtRisk), ['1 post', '2 posts', '50 posts or more']);
});
