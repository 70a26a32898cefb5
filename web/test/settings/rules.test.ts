import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedRules, type Rules } from '../../src/pages/settings/workspace/rules.ts';

const rules: Rules = { name: 'Harbour', timeZone: 'UTC', latePolicy: 'publish', lateMinutes: 120, captionPolicy: 'reject', mediaPolicy: 'scale', approvalPolicy: 'none', repeatDays: 30 };

test('only what was changed is sent', () => {
  assert.deepEqual(changedRules(rules, { ...rules, lateMinutes: 60 }), { lateMinutes: 60 });
  assert.deepEqual(changedRules(rules, rules), {});
});

test('giving the repeat window back to the server is a change to null', () => {
  assert.deepEqual(changedRules(rules, { ...rules, repeatDays: null }), { repeatDays: null });
});
