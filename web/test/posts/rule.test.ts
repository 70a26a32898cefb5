import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, daysOf, isSameRule, isWhole, nextTimes, type Plan, type Rule, ruleOn, wholeRule } from '../../src/pages/posts/series/rule.ts';
import { endWords, ruleWords } from '../../src/pages/posts/series/words.ts';

/** The cases are those of the server's SeriesRuleTests: what is shown must be what comes. */
const rule = (given: Partial<Rule>): Rule => ({ every: 'day', interval: 1, weekdays: [], dayOfMonth: null, time: '18:00', ...given });

function days(given: Partial<Rule>, count = 3, anchor = '2026-01-30'): string {
  const found: string[] = [];
  for (const day of daysOf(rule(given), anchor)) if (found.push(day) === count) break;
  return found.join(' ');
}

test('without more it comes on the day that it is counted from', () => {
  assert.equal(days({}), '2026-01-30 2026-01-31 2026-02-01');
  assert.equal(days({ interval: 3 }), '2026-01-30 2026-02-02 2026-02-05');
  assert.equal(days({ every: 'week' }), '2026-01-30 2026-02-06 2026-02-13');
  assert.equal(days({ every: 'month' }), '2026-01-30 2026-02-28 2026-03-30');
  assert.equal(days({ every: 'month', interval: 12 }), '2026-01-30 2027-01-30 2028-01-30');
});

test('every second week has each of its days, and weeks begin on Monday', () => {
  assert.equal(days({ every: 'week', interval: 2, weekdays: ['sunday', 'monday', 'sunday'] }, 4), '2026-02-01 2026-02-09 2026-02-15 2026-02-23');
});

test('the 31st is the last day of shorter months', () => {
  assert.equal(days({ every: 'month', dayOfMonth: 31 }, 4), '2026-01-31 2026-02-28 2026-03-31 2026-04-30');
  assert.equal(days({ every: 'month', dayOfMonth: 5 }, 2), '2026-02-05 2026-03-05');
});

const plan = (given: Partial<Plan>): Plan => ({ rule: rule({ time: '12:00' }), zone: 'Europe/Berlin', anchor: '2026-05-01', after: new Date('2026-05-01T10:01:00Z'), until: null, left: null, ...given });
const times = (given: Partial<Plan>, most = 3): string[] => nextTimes(plan(given), most).map(at => at.toISOString().replace('.000', ''));

test('its times keep to the clocks on the wall: a time that is left out is the end of the gap', () => {
  const found = times({ rule: rule({ time: '02:30' }), anchor: '2026-03-28', after: new Date('2026-03-27T23:00:00Z') });
  assert.deepEqual(found, ['2026-03-28T01:30:00Z', '2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z']);
});

test('of a time that comes twice it is the first', () => {
  assert.deepEqual(times({ rule: rule({ time: '02:30' }), anchor: '2026-10-25', after: new Date('2026-10-24T22:00:00Z') }, 1), ['2026-10-25T00:30:00Z']);
});

test('what is over is left out, and it ends by day or by number', () => {
  assert.deepEqual(times({}), ['2026-05-02T10:00:00Z', '2026-05-03T10:00:00Z', '2026-05-04T10:00:00Z']);
  assert.deepEqual(times({ until: '2026-05-02' }), ['2026-05-02T10:00:00Z']);
  assert.deepEqual(times({ left: 1 }), ['2026-05-02T10:00:00Z']);
  assert.deepEqual(times({ left: 0 }), []);
  assert.deepEqual(times({ until: '2026-04-30' }), []);
  assert.deepEqual(times({ anchor: '2020-05-01' }, 1), ['2026-05-02T10:00:00Z']);
});

test('a rule that says nothing sensible comes never', () => {
  for (const wrong of [{ interval: 0 }, { interval: 367 }, { interval: 1.5 }, { time: '' }, { every: 'week', weekdays: [] }, { every: 'month', dayOfMonth: 32 }] as Partial<Rule>[]) {
    assert.equal(isWhole(rule(wrong)), false, JSON.stringify(wrong));
    assert.deepEqual(times({ rule: rule(wrong) }), []);
  }
});

test('the server gets only what belongs to the kind', () => {
  const weekly = ruleOn('2026-01-30', '09:00');
  assert.deepEqual(bodyOf(weekly), { every: 'week', interval: 1, weekdays: ['friday'], time: '09:00' });
  assert.deepEqual(bodyOf({ ...weekly, every: 'month' }), { every: 'month', interval: 1, dayOfMonth: 30, time: '09:00' });
  assert.deepEqual(bodyOf({ ...weekly, every: 'day' }), { every: 'day', interval: 1, time: '09:00' });
});

test('rules are the same where they come at the same times', () => {
  const weekly = ruleOn('2026-01-30', '09:00');
  assert.ok(isSameRule(weekly, wholeRule(bodyOf(weekly))));
  assert.ok(isSameRule({ ...weekly, weekdays: ['monday', 'friday'] }, { ...weekly, weekdays: ['friday', 'monday'] }));
  assert.ok(!isSameRule(weekly, { ...weekly, time: '09:01' }));
});

test('rules and ends read as sentences', () => {
  assert.equal(ruleWords(rule({})), 'Every day at 18:00');
  assert.match(ruleWords(rule({ every: 'week', interval: 2, weekdays: ['thursday', 'monday'] })), /^Every 2 weeks on Monday and Thursday at 18:00$/);
  assert.equal(ruleWords(rule({ every: 'month', dayOfMonth: 31 })), 'Every month on its last day at 18:00');
  assert.equal(endWords(null, 1), '1 post in all');
  assert.equal(endWords(null, null), '');
  assert.match(endWords('2026-03-01', null), /^until .*2026$/);
});
