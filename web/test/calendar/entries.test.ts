import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../src/api/problem.ts';
import { byDay, type Entry, fetchAll, initials, passes } from '../../src/pages/calendar/entries.ts';

const entry = (more: Partial<Entry>): Entry => ({
  at: '2026-03-01T18:00:00.000Z', postId: 'p', title: 'Bread', type: 'image', approval: 'approved', categoryId: null, mediaId: null, channelIds: ['a'], jobId: 'j', state: 'scheduled', reason: null, ...more,
});

test('entries lie on the day that the zone says, in order', () => {
  const entries = [entry({ at: '2026-03-01T23:30:00.000Z', postId: 'late' }), entry({ at: '2026-03-01T08:00:00.000Z', postId: 'early' })];

  assert.deepEqual(byDay(entries, 'UTC').map(([day, all]) => [day, all.map(one => one.postId)]), [['2026-03-01', ['early', 'late']]]);
  assert.deepEqual(byDay(entries, 'Europe/Berlin').map(([day]) => day), ['2026-03-01', '2026-03-02']);
});

test('a filter lets through what fits all of it, an empty one everything', () => {
  const none = { accounts: [], types: [], states: [], categories: [] };
  assert.equal(passes(entry({}), none), true);
  assert.equal(passes(entry({ channelIds: ['a', 'b'] }), { ...none, accounts: ['b'] }), true);
  assert.equal(passes(entry({}), { ...none, accounts: ['b'] }), false);
  assert.equal(passes(entry({}), { ...none, types: ['reel'] }), false);
  assert.equal(passes(entry({ jobId: null, state: null, approval: 'pending' }), { ...none, states: ['pending', 'failed'] }), true);
});

test('initials tell accounts apart', () => {
  assert.deepEqual(['harbour.bakery', 'moin', 'Ä', '北京_烤鸭', '...'].map(initials), ['HB', 'MO', 'Ä', '北烤', '?']);
});

test('a time with too many entries is asked for in halves, and nothing is lost or doubled', async () => {
  const all = Array.from({ length: 5_000 }, (_, index) => entry({ at: new Date(Date.parse('2026-03-01T00:00Z') + index * 500_000).toISOString(), postId: String(index) }));
  const asked: string[] = [];
  const found = await fetchAll('2026-03-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z', async (from, to) => {
    asked.push(from);
    const items = all.filter(one => one.at >= from && one.at < to);
    if (items.length > 2_000) throw new Problem(400, { code: 'range_too_long', detail: 'too many' });
    return items;
  });

  assert.deepEqual(new Set(found.map(one => one.postId)).size, found.length);
  assert.equal(found.length, 5_000);
  assert.ok(asked.length < 10);
});

test('another refusal is not asked again', async () => {
  await assert.rejects(fetchAll('2026-03-01T00:00:00.000Z', '2026-04-01T00:00:00.000Z', () => Promise.reject(new Problem(403, { detail: 'No.' }))), /No\./);
});
