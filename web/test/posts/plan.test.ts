import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldsOf, newSeries, planOf, seriesChange } from '../../src/pages/posts/series/plan.ts';
import type { Series } from '../../src/pages/posts/series/queries.ts';
import { nextTimes } from '../../src/pages/posts/series/rule.ts';

const zone = 'Europe/Berlin';
const now = Date.parse('2026-05-06T08:00:00Z'); // a Wednesday
const series: Series = { id: 's', postId: 'p', rule: { every: 'week', interval: 1, weekdays: ['monday'], dayOfMonth: null, time: '18:00' }, until: null, count: 5, force: false, problem: null, createdBy: 'ann', createdAt: '2026-05-01T00:00:00Z', endedAt: null };

test('a new series begins as its post is planned, and after that day', () => {
  const at = '2026-05-08T16:00:00Z';
  const fields = fieldsOf(undefined, at, zone, now);
  assert.deepEqual(newSeries('p', fields), { postId: 'p', rule: { every: 'week', interval: 1, time: '18:00', weekdays: ['friday'] }, until: null, count: null, force: false });
  assert.equal(nextTimes(planOf(fields, at, true, 0, zone, now), 1)[0]!.toISOString(), '2026-05-15T16:00:00.000Z');
});

test('a post without a time, or with one that is over, is repeated from today on', () => {
  const fields = fieldsOf(undefined, '2026-05-01T16:00:00Z', zone, now);
  assert.deepEqual(fields.rule.weekdays, ['wednesday']);
  assert.equal(nextTimes(planOf(fields, null, true, 0, zone, now), 1)[0]!.toISOString(), '2026-05-06T16:00:00.000Z');
});

test('only what is different is sent, and one end takes the other away', () => {
  const before = fieldsOf(series, null, zone, now);
  assert.deepEqual(seriesChange(before, before), {});
  assert.deepEqual(seriesChange(before, { ...before, end: 'until', until: '2026-06-01' }), { until: '2026-06-01', count: null });
  assert.deepEqual(seriesChange(before, { ...before, end: 'never', force: true }), { count: null, force: true });
  assert.deepEqual(seriesChange(before, { ...before, rule: { ...before.rule, interval: 2 } }), { rule: { every: 'week', interval: 2, time: '18:00', weekdays: ['monday'] } });
});

test('what was made counts towards the number of posts', () => {
  const fields = fieldsOf(series, null, zone, now);
  assert.equal(nextTimes(planOf(fields, null, false, 3, zone, now), 9).length, 2);
  assert.equal(planOf(fields, null, false, 7, zone, now).left, 0);
});
