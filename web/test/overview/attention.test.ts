import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accountTrouble, accountWords, attentionOf, together } from '../../src/pages/overview/attention.ts';
import type { Schemas } from '../../src/api/client.ts';
import { job } from '../post/things.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const stuck = (id: string, dueAt: string, reason: Schemas['JobReason'] = 'content', channelId = 'c1') => job({ id, dueAt, channelId, state: 'needs_attention', reason });

const channel = (given: Partial<Schemas['ChannelResponse']>): Schemas['ChannelResponse'] => ({
  id: 'c1', platform: 'instagram', remoteId: '1', login: null, username: 'harbour', displayName: null, pictureUrl: null, state: 'active', pausedAt: null, health: 'valid',
  tokenChangedAt: null, tokenExpiresAt: null, scopes: null, createdAt: '', updatedAt: '', ...given,
});

test('what can still go out in time comes first, by its time, then what is late, the newest first', () => {
  const items = attentionOf([stuck('old', '2026-02-20T12:00:00Z'), stuck('later', '2026-03-02T12:00:00Z'), stuck('just', '2026-03-01T11:00:00Z'), stuck('soon', '2026-03-01T13:00:00Z')], now);

  assert.deepEqual(items.map(item => item.key), ['soon', 'later', 'just', 'old']);
});

test('what waits for one account is one thing', () => {
  const items = attentionOf([stuck('a', '2026-03-01T13:00:00Z', 'reconnect'), stuck('b', '2026-03-01T14:00:00Z', 'reconnect'), stuck('c', '2026-03-01T14:00:00Z', 'reconnect', 'c2')], now);

  assert.deepEqual(items.map(item => [item.channelId, item.jobs.length]), [['c1', 2], ['c2', 1]]);
});

test('an account that is renewed by itself is no trouble; one whose access ended is', () => {
  assert.equal(accountTrouble(channel({ health: 'renew_soon' })), null);
  assert.equal(accountTrouble(channel({ health: 'renewal_failing' }))?.isBad, false);
  assert.equal(accountTrouble(channel({ state: 'reconnect' }))?.isBad, true);
  assert.deepEqual([channel({}), channel({ state: 'paused' }), channel({ state: 'paused', health: 'dead' })].map(one => accountWords(one).word), ['Connected', 'Paused', 'Connect again']);
});

test('a post that goes out on two accounts at once is one line', () => {
  const entry = { at: '2026-03-01T13:00:00Z', postId: 'p1', title: '', type: 'image', approval: 'approved', categoryId: null, mediaId: null, channelIds: ['c1'], jobId: 'j1', state: 'scheduled', reason: null } as const;
  const lines = together([{ ...entry, channelIds: ['c1'] }, { ...entry, jobId: 'j2', channelIds: ['c2'] }, { ...entry, jobId: 'j3', channelIds: ['c3'], state: 'ready' }]);

  assert.deepEqual(lines.map(line => line.channelIds), [['c1', 'c2'], ['c3']]);
});
