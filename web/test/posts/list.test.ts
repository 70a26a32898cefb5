import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fits, type ListedJob, type ListedPost, listedOfEntries, statesOf, timeOf } from '../../src/pages/posts/list/listed.ts';
import { readPostsSearch } from '../../src/pages/posts/search.ts';

const job = (state: ListedJob['state'], dueAt = '2026-03-01T18:00:00Z'): ListedJob => ({ id: state + dueAt, state, reason: null, dueAt });
const post = (given: Partial<ListedPost> = {}): ListedPost => ({ id: 'p', title: 'Fresh bread', caption: 'Straight from the OVEN', mediaId: null, channelIds: ['c1'], categoryId: null, seriesId: null, approval: 'draft', at: null, jobs: [], ...given });

test('an address says what is shown, and what it does not know is forgiven', () => {
  const id = '0197a1b2-0000-7000-8000-000000000001';
  assert.deepEqual(readPostsSearch({ tab: 'series', state: 'draft', account: id, q: 'bread' }), { tab: 'series', state: 'draft', account: id, q: 'bread' });
  assert.deepEqual(readPostsSearch({ tab: 'x', state: 'cancelled', account: 'x', series: 7, q: '' }), {});
  assert.deepEqual(readPostsSearch({ q: 2026 }), { q: '2026' });
});

test('a post fits by its approval, by one of its jobs, and by its words', () => {
  assert.ok(fits(post(), {}));
  assert.ok(fits(post(), { state: 'draft' }));
  assert.ok(!fits(post(), { state: 'scheduled' }));
  assert.ok(fits(post({ jobs: [job('published'), job('failed')] }), { state: 'failed' }));
  assert.ok(fits(post(), { q: ' oven ' }));
  assert.ok(!fits(post(), { q: 'cake' }));
  assert.ok(!fits(post(), { account: 'c2' }));
  assert.ok(!fits(post(), { series: 's' }));
  assert.ok(!fits(post(), { category: 'k' }));
});

test('the most urgent state comes first, each once', () => {
  assert.deepEqual(statesOf([job('published'), job('needs_attention'), job('published')]).map(one => [one.state, one.count]), [['needs_attention', 1], ['published', 2]]);
});

test('its time is that of its first job, or the one it is planned for', () => {
  assert.equal(timeOf(post({ at: 'x', jobs: [job('scheduled', '2026-03-02T18:00:00Z'), job('published', '2026-03-01T18:00:00Z')] })), '2026-03-01T18:00:00Z');
  assert.equal(timeOf(post({ at: '2026-03-05T18:00:00Z' })), '2026-03-05T18:00:00Z');
  assert.equal(timeOf(post()), null);
});

test('entries of several accounts are one post', () => {
  const entry = { at: '2026-03-01T18:00:00Z', postId: 'p', title: 'Bread', type: 'image', approval: 'approved', mediaId: 'm', categoryId: null, state: 'published', reason: null } as const;
  const found = listedOfEntries([{ ...entry, channelIds: ['c1'], jobId: 'j1' }, { ...entry, channelIds: ['c2'], jobId: 'j2' }]);
  assert.equal(found.length, 1);
  assert.deepEqual(found[0]!.channelIds, ['c1', 'c2']);
  assert.equal(found[0]!.jobs.length, 2);
});
