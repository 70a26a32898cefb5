import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgotten, soonOf } from '../../src/pages/overview/soon.ts';
import { entry, short } from './things.ts';

const now = '2026-03-01T12:00:00.000Z';
const until = '2026-03-02T12:00:00.000Z';
const due = (id: string, dueAt: string, given = {}) => short({ id, dueAt, state: 'scheduled', reason: null, ...given });

test('a post that goes out on two accounts at once is one line, with the picture of the calendar', () => {
  const lines = soonOf([due('j1', '2026-03-01T13:00:00.000Z'), due('j2', '2026-03-01T13:00:00.000Z', { channelId: 'c2' }), due('j3', '2026-03-01T13:00:00.000Z', { channelId: 'c3', state: 'ready' })], [entry({ jobId: 'j1', state: 'scheduled' })], now, until);

  assert.deepEqual(lines.map(line => [line.channelIds.join(), line.mediaId]), [['c1,c2', 'm1'], ['c3', 'm1']]);
});

test('what has a time but no job stands among them by its time, and what is past does not', () => {
  const around = [entry({ postId: 'p2', at: '2026-03-01T12:30:00.000Z' }), entry({ postId: 'p3', at: '2026-03-01T11:30:00.000Z' }), entry({ postId: 'p4', at: '2026-03-01T14:00:00.000Z', approval: 'pending' })];

  assert.deepEqual(soonOf([due('j1', '2026-03-01T13:00:00.000Z')], around, now, until).map(line => line.postId), ['p2', 'p1', 'p4']);
  assert.deepEqual(forgotten(around, now).map(one => one.postId), ['p2']);
});

test('beyond the last of a list that is cut nothing else is told either', () => {
  const jobs = Array.from({ length: 20 }, (_, at) => due(`j${at}`, `2026-03-01T13:${10 + at}:00.000Z`, { postId: `q${at}` }));

  assert.equal(soonOf(jobs, [entry({ at: '2026-03-01T20:00:00.000Z' })], now, until).some(line => line.postId === 'p1'), false);
});
