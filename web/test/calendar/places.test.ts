import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Place } from '../../src/api/planning.ts';
import type { Entry } from '../../src/pages/calendar/entries.ts';
import { fitting, toFill, withPlaces, withRoom } from '../../src/pages/calendar/places/places.ts';
import { readSearch } from '../../src/pages/calendar/search.ts';

const place = (more: Partial<Place>): Place => ({ slotId: 's', channelId: 'a', categoryId: null, at: '2026-03-02T18:00:00.000Z', postId: null, ...more });
const entry = (at: string) => ({ at }) as Entry;
const none = { accounts: [], types: [], states: [], categories: [] };
const channels = new Map([['a', { state: 'active' as const }], ['b', { state: 'active' as const }], ['gone', { state: 'disconnected' as const }]]) as never;
const NOW = Date.parse('2026-03-01T00:00:00Z');
const QUARTER = 15 * 60_000;

test('only what is still to come, free, and on an account that is connected is to be filled', () => {
  const places = [place({}), place({ postId: 'p' }), place({ at: '2026-02-28T18:00:00.000Z' }), place({ channelId: 'gone' }), place({ channelId: 'unknown' })];

  assert.deepEqual(toFill(places, none, channels, NOW), [places[0]]);
});

test('places are filtered by account and category; one for any post is one for each category', () => {
  const [any, red, other] = [place({}), place({ categoryId: 'red' }), place({ categoryId: 'blue', channelId: 'b' })];
  const seen = (filter: object) => toFill([any, red, other], { ...none, ...filter }, channels, NOW);

  assert.deepEqual(seen({ accounts: ['b'] }), [other]);
  assert.deepEqual(seen({ categories: ['red'] }), [any, red]);
  assert.deepEqual(seen({ categories: ['none'] }), [any]);
});

test('who looks for posts in a state or of a type sees no places', () => {
  assert.deepEqual(toFill([place({})], { ...none, states: ['failed'] }, channels, NOW), []);
  assert.deepEqual(toFill([place({})], { ...none, types: ['reel'] }, channels, NOW), []);
});

test('a place that another post of its account comes too close to is taken', () => {
  const at = (time: string, channelId: string, state: 'scheduled' | 'cancelled' | null) => ({ at: `2026-03-02T${time}:00.000Z`, channelIds: [channelId], state }) as Entry;

  assert.deepEqual(withRoom([place({})], [at('17:46', 'a', 'scheduled')], QUARTER), []);
  assert.deepEqual(withRoom([place({})], [at('18:14', 'a', null)], QUARTER), []);
  assert.equal(withRoom([place({})], [at('17:45', 'a', 'scheduled'), at('18:15', 'a', 'scheduled'), at('18:00', 'b', 'scheduled'), at('18:00', 'a', 'cancelled')], QUARTER).length, 1);
  assert.equal(withRoom([place({})], [at('18:00', 'a', 'scheduled')], 0).length, 1);
});

test('days with nothing but places are days too, by the zone', () => {
  const days = withPlaces([['2026-03-03', [entry('2026-03-03T08:00:00.000Z')]]], [place({ at: '2026-03-02T23:30:00.000Z' }), place({})], 'Europe/Berlin');

  assert.deepEqual(days.map(([day, entries, places]) => [day, entries.length, places.length]), [['2026-03-02', 0, 1], ['2026-03-03', 1, 1]]);
});

test('places never push a post behind a link: each, or one line for all, or nothing', () => {
  const three = ['08:00', '12:00', '18:00'].map(time => place({ at: `2026-03-02T${time}:00.000Z` }));
  const posts = (count: number) => Array.from({ length: count }, () => entry('2026-03-02T10:00:00.000Z'));

  assert.deepEqual(fitting(three, [], 'UTC', 3), three);
  assert.deepEqual(fitting(three, posts(1), 'UTC', 3), [{ day: '2026-03-02', at: '2026-03-02T08:00:00.000Z', count: 3 }]);
  assert.deepEqual(fitting(three, posts(3), 'UTC', 3), []);
});

test('the address knows categories and none, and forgives the rest', () => {
  const id = '01980000-0000-7000-8000-000000000000';
  assert.equal(readSearch({ categories: `none,${id},x` }).categories, `none,${id}`);
});
