import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fallbackWords, timesOf, whenOf, withRule } from '../../src/pages/handover/fallbacks.ts';

test('each kind of trouble has one rule, whose time can be changed and taken away', () => {
  const one = withRule([], 'token', 'before_backoff');
  const two = withRule(one, 'unhealthy', 'after_backoff');

  assert.deepEqual(two, [{ on: 'unhealthy', when: 'after_backoff' }, { on: 'token', when: 'before_backoff' }]);
  assert.equal(whenOf(two, 'token'), 'before_backoff');
  assert.equal(whenOf(two, 'rate_limited'), null);
  assert.deepEqual(withRule(two, 'token', null), [{ on: 'unhealthy', when: 'after_backoff' }]);
});

test('a rule without a time counts once everything was tried', () => {
  assert.equal(whenOf([{ on: 'token' }], 'token'), 'after_backoff');
  assert.deepEqual(timesOf('retries_exhausted'), ['after_backoff']);
});

test('in which trouble a person is asked is said within a sentence', () => {
  assert.equal(fallbackWords([]), 'nobody is asked to');
  assert.equal(fallbackWords([{ on: 'token', when: 'after_backoff' }]), 'a person, after a lost access');
  assert.equal(fallbackWords([{ on: 'rate_limited' }, { on: 'token' }, { on: 'retries_exhausted' }]), 'a person, after limits, a lost access or used-up attempts');
  assert.equal(fallbackWords([{ on: 'token' }, { on: 'any_error' }]), 'a person, in any trouble');
});
