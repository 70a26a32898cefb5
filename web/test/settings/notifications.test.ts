import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GROUPS, hearsWords, readHears, writeHears } from '../../src/pages/settings/notifications/hears.ts';
import { paceChoices, paceWords } from '../../src/pages/settings/notifications/pace.ts';
import { triesWords } from '../../src/pages/settings/notifications/triesWords.ts';
import { EVENTS } from '../../src/words/events.ts';

test('what a target hears comes apart into groups and single kinds, and together again', () => {
  const hears = ['alert.*', 'job.published', 'job.resolved_published', 'job.retrying'];

  const apart = readHears(hears);

  assert.deepEqual(apart, { all: false, groups: ['alerts', 'live'], others: ['job.retrying'] });
  assert.deepEqual(writeHears(apart).toSorted(), hears.toSorted());
});

test('half a group is no group, and nothing of it is lost', () => {
  assert.deepEqual(readHears(['job.published']), { all: false, groups: [], others: ['job.published'] });
  assert.deepEqual(writeHears({ all: false, groups: ['live'], others: ['job.published'] }), ['job.published', 'job.resolved_published']);
});

test('everything is everything', () => {
  assert.deepEqual(writeHears({ ...readHears(['*', 'alert.*']) }), ['*']);
  assert.equal(hearsWords(['*']), 'Everything');
});

test('what it hears is said in words, single kinds as the API names them', () => {
  assert.equal(hearsWords(['alert.*']), 'Alerts');
  assert.equal(hearsWords(['alert.*', 'channel.*', 'job.retrying']), 'Alerts, accounts and job.retrying');
  assert.equal(hearsWords([]), 'Nothing');
});

test('each single kind of a group is one that the dashboard knows', () => {
  const kinds = Object.values(GROUPS).flatMap(({ rules }) => rules.filter(rule => !rule.endsWith('.*')));

  assert.ok(kinds.length > 5);
  assert.deepEqual(kinds.filter(kind => EVENTS[kind] === undefined), []);
});

test('a pace that somebody else set stands among the choices', () => {
  assert.equal(paceChoices(60).length, 5);
  assert.deepEqual(paceChoices(45)[1], { value: '45', label: 'Every 45 minutes, all in one message' });
});

test('when somebody is told is said where it is not at once', () => {
  assert.equal(paceWords({ digestMinutes: null, quietHours: null }), null);
  assert.equal(paceWords({ digestMinutes: 60, quietHours: { from: '22:00', to: '07:00' } }), 'Every hour, quiet from 22:00 to 07:00');
  assert.equal(paceWords({ digestMinutes: null, quietHours: { from: '22:00', to: '07:00' } }), 'Quiet from 22:00 to 07:00');
});

test('a delivery says how often it was tried and what came back', () => {
  const delivery = { state: 'delivered', tries: 1, toldWith: null, dueAt: '2026-03-01T12:00:00Z', lastStatus: 204, lastTriedAt: '2026-03-01T12:00:01Z' } as const;
  const time = (at: string) => at.slice(11, 16);
  const now = Date.parse('2026-03-01T12:05:00Z');

  assert.equal(triesWords(delivery, time, now), 'one try, last 12:00, status 204');
  assert.equal(triesWords({ ...delivery, toldWith: 'd0' }, time, now), 'told in one message with others');
  assert.equal(triesWords({ ...delivery, state: 'waiting', tries: 0, lastTriedAt: null, lastStatus: null, dueAt: '2026-03-01T13:00:00Z' }, time, now), 'not before 13:00');
  assert.equal(triesWords({ ...delivery, state: 'failed', tries: 0, lastTriedAt: null, lastStatus: null }, time, now), 'never tried');
});
