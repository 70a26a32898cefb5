import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin } from '../../src/pages/compose/draft/begin.ts';
import { EMPTY } from '../../src/pages/compose/draft/draft.ts';
import { keyOf, writeKept } from '../../src/pages/compose/draft/kept.ts';
import { composeSearch } from '../../src/pages/compose/search.ts';
import { whyNoSlot } from '../../src/pages/compose/slots/nextSlots.ts';

const ID = '01980000-0000-7000-8000-000000000000';
const ids = { workspaceId: 'w', memberId: 'm' };
const nothing = { at: null, media: [], channelIds: [], categoryId: null, usualChannelIds: [] };

function memory() {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
}

test('an address may bring a category and accounts; what is no id is left out', () => {
  assert.deepEqual(composeSearch({ category: ID, channel: `${ID},x`, at: '2026-03-01' }), { at: '2026-03-01', category: ID, channel: ID });
  assert.deepEqual(composeSearch({ category: 'x', channel: '' }), {});
});

test('a post that is begun for a place has its account, category and time', () => {
  const { draft } = begin(memory(), ids, { ...nothing, at: '2026-03-01T18:00', channelIds: ['a'], categoryId: 'red', usualChannelIds: ['b'] });
  assert.deepEqual([draft.channelIds, draft.categoryId, draft.at], [['a'], 'red', '2026-03-01T18:00']);
  assert.deepEqual(begin(memory(), ids, { ...nothing, usualChannelIds: ['b'] }).draft.channelIds, ['b']);
});

test('an unfinished post that only this browser has goes into the place', () => {
  const storage = memory();
  writeKept(storage, keyOf('w', 'm', null), { draft: { ...EMPTY, caption: 'Bread', channelIds: ['b'] }, base: null, keptAt: '' });

  const { draft, laidAside } = begin(storage, ids, { ...nothing, at: '2026-03-01T18:00', channelIds: ['a'], categoryId: 'red' });

  assert.deepEqual([draft.caption, draft.channelIds, draft.categoryId, draft.at, laidAside], ['Bread', ['a'], 'red', '2026-03-01T18:00', null]);
});

test('it says why there is no free slot', () => {
  const [one, other] = [{ id: 'a', username: 'bakery' }, { id: 'b', username: 'cafe' }];
  const [any, red] = [{ channelId: 'a', categoryId: null }, { channelId: 'b', categoryId: 'red' }];
  const news = { id: 'news', name: 'News' };

  assert.equal(whyNoSlot([], [one], null), '@bakery has no slots yet.');
  assert.equal(whyNoSlot([any], [one, other], null), '@cafe has no slots yet.');
  assert.equal(whyNoSlot([any, red], [one, other], news), 'No slot of @cafe takes “News”.');
  assert.match(whyNoSlot([any, { ...any, channelId: 'b' }], [one, other], news), /at the same time/);
  assert.match(whyNoSlot([any], [one], null), /filled/);
});
