import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ListedJob, type ListedPost, statesOf, timeOf } from '../../src/pages/posts/list/listed.ts';
import { queryOf, readPostsSearch } from '../../src/pages/posts/search.ts';

const job = (state: ListedJob['state'], dueAt = '2026-03-01T18:00:00Z'): ListedJob => ({ id: state + dueAt, state, reason: null, dueAt });
const post = (given: Partial<ListedPost> = {}): ListedPost => ({ id: 'p', title: 'Fresh bread', mediaId: null, channelIds: ['c1'], categoryId: null, seriesId: null, approval: 'draft', at: null, jobs: [], ...given });

test('an address says what is shown, and what it does not know is forgiven', () => {
  const id = '0197a1b2-0000-7000-8000-000000000001';
  assert.deepEqual(readPostsSearch({ tab: 'series', state: 'draft', account: id, q: 'bread' }), { tab: 'series', state: 'draft', account: id, q: 'bread' });
  assert.deepEqual(readPostsSearch({ tab: 'x', state: 'cancelled', account: 'x', series: 7, q: '' }), {});
  assert.deepEqual(readPostsSearch({ q: 2026 }), { q: '2026' });
});

test('the server is asked by approval or by the state of jobs, what is to come by its time and what is over with the last one first', () => {
  const plain = { approval: undefined, state: undefined, order: undefined, channelId: undefined, categoryId: undefined, seriesId: undefined, search: undefined };
  assert.deepEqual(queryOf({}), plain);
  assert.deepEqual(queryOf({ state: 'draft', q: 'oven' }), { ...plain, approval: 'draft', search: 'oven' });
  assert.deepEqual(queryOf({ state: 'scheduled', account: 'c' }), { ...plain, state: ['scheduled'], order: 'by_plan', channelId: 'c' });
  assert.deepEqual(queryOf({ state: 'published', category: 'k', series: 's' }), { ...plain, state: ['published'], order: 'latest_plan_first', categoryId: 'k', seriesId: 's' });
});

test('the most urgent state comes first, each once', () => {
  assert.deepEqual(statesOf([job('published'), job('needs_attention'), job('published')]).map(one => [one.state, one.count]), [['needs_attention', 1], ['published', 2]]);
});

test('its time is that of its first job, or the one it is planned for', () => {
  assert.equal(timeOf(post({ at: 'x', jobs: [job('scheduled', '2026-03-02T18:00:00Z'), job('published', '2026-03-01T18:00:00Z')] })), '2026-03-01T18:00:00Z');
  assert.equal(timeOf(post({ at: '2026-03-05T18:00:00Z' })), '2026-03-05T18:00:00Z');
  assert.equal(timeOf(post()), null);
});
