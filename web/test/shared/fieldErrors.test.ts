import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../src/api/problem.ts';
import { errorUnder } from '../../src/shared/fieldErrors.ts';

test('a field shows what is said about it and about what lies within it, each sentence once', () => {
  const problem = new Problem(422, { errors: { 'hears[1]': ['Not known.'], 'hears[2]': ['Not known.'], 'quietHours.from': ['No time.'], hearsay: ['Something else.'] } });

  assert.equal(errorUnder(problem, 'hears'), 'Not known.');
  assert.equal(errorUnder(problem, 'quietHours'), 'No time.');
  assert.equal(errorUnder(problem, 'name'), undefined);
  assert.equal(errorUnder(null, 'name'), undefined);
});
