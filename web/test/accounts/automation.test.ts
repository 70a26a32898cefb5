import assert from 'node:assert/strict';
import { test } from 'node:test';
import { automationWords } from '../../src/pages/accounts/automation.ts';

test('how much goes out by itself is said in a sentence', () => {
  assert.match(automationWords(false, 3), /^Every post of this account is published by hand/);
  assert.match(automationWords(true, null), /goes out by itself/);
  assert.match(automationWords(true, 0), /^No post/);
  assert.match(automationWords(true, 1), /^One post a day goes out by itself;/);
  assert.match(automationWords(true, 3), /^3 posts a day go out by themselves;/);
});
