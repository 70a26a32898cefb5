import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Schemas } from '../../src/api/client.ts';
import { byDay, paired, shownOf } from '../../src/pages/activity/feed/folding.ts';

const event = (id: string, at: string, kind = 'post.created', actor = 'robin@example.org'): Schemas['ActivityResponse'] => ({ id, kind, subjectId: id, postId: null, channelId: null, title: null, at, actor, data: {} });

test('days are those of the workspace', () => {
  const days = byDay([event('b', '2026-03-01T23:30:00Z'), event('a', '2026-03-01T22:30:00Z')], 'Europe/Berlin');

  assert.deepEqual(days.map(day => [day.day, day.runs.length]), [['2026-03-02', 1], ['2026-03-01', 1]]);
});

test('the same by the same one after the other is a run; anything between ends it', () => {
  const at = '2026-03-01T12:00:00Z';
  const [day] = byDay([event('e', at), event('d', at), event('c', at, 'post.created', 'shop'), event('b', at, 'post.deleted'), event('a', at)], 'UTC');

  assert.deepEqual(day!.runs.map(run => run.events.map(one => one.id).join('')), ['ed', 'c', 'b', 'a']);
});

test('of a long run the first are shown, and never is a single one hidden', () => {
  const run = (count: number) => ({ key: 'k', events: Array.from({ length: count }, (_, number) => event(String(number), '2026-03-01T12:00:00Z')) });

  assert.deepEqual([1, 4, 5, 40].map(count => shownOf(run(count)).length), [1, 4, 3, 3]);
});

test('a post that is made and scheduled in one moment is told once, in whatever order the two stand', () => {
  const made = { ...event('a', '2026-03-01T12:00:00.000Z'), subjectId: 'p1' };
  const scheduled = { ...event('b', '2026-03-01T12:00:00.020Z', 'post.scheduled'), subjectId: 'p1' };
  const later = { ...scheduled, at: '2026-03-01T13:00:00.000Z' };

  assert.deepEqual(paired([made, scheduled]).map(one => one.kind), ['post.scheduled+created']);
  assert.deepEqual(paired([scheduled, made]).map(one => one.kind), ['post.scheduled+created']);
  assert.deepEqual(paired([later, made]).map(one => one.kind), ['post.scheduled', 'post.created']);
  assert.deepEqual(paired([{ ...scheduled, actor: 'shop' }, made]).length, 2);
});
