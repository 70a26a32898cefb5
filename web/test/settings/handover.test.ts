import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countChanges, minutesWords, type Wishes } from '../../src/pages/settings/handover/form.ts';

const saved: Wishes = { fallbackOn: [{ on: 'token', when: 'after_backoff' }, { on: 'unhealthy', when: 'before_backoff' }], leadMinutes: 10, escalateAfterMinutes: 30, expireAfterMinutes: 1_440, allowedPeople: ['1'] };

test('what differs is counted, and the order of rules is no difference', () => {
  assert.equal(countChanges(saved, { ...saved, fallbackOn: saved.fallbackOn.toReversed() }), 0);
  assert.equal(countChanges(saved, { ...saved, fallbackOn: [], leadMinutes: 5 }), 2);
  assert.equal(countChanges(saved, { ...saved, allowedPeople: ['1', '2'] }), 1);
});

test('minutes are said as people say them', () => {
  assert.deepEqual([0, 1, 10, 60, 1_440, 1_530].map(minutesWords), ['no time', '1 minute', '10 minutes', '1 hour', '1 day', '1 day and 1 hour and 30 minutes']);
});
