import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutRepeats } from '../../src/pages/post/history/repeats.ts';
import { codesOf, stepName, whatToDo } from '../../src/pages/post/rules/attemptWords.ts';
import { latenessWords, partName, whatNext } from '../../src/pages/post/rules/jobWords.ts';
import { job } from './things.ts';

test('lateness is said as people would', () => {
  assert.deepEqual([400, 2_400, 420_000, -90_000].map(latenessWords), ['On time, to the second', 'On time, within 2.4 s', '7 min late', '2 min early']);
});

test('a job says why it waits and what comes next', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');

  assert.match(whatNext(job({ reason: 'retrying', wakeAt: '2026-03-01T12:05:00Z', attempt: 1 }), now) ?? '', /tried again by itself\. Next try in 5 minutes; 1 of 4/);
  assert.equal(whatNext(job({}), now), null);
});

test('an attempt says what to do, in the network’s advice where there is one', () => {
  const attempt = { id: 'a', round: 1, number: 1, step: 'publish', outcome: 'rejected', counted: true, startedAt: '', endedAt: '', durationMs: 3, httpStatus: 400, platformTraceId: null, handle: null } as const;
  const error = { kind: 'fix_content', code: '36003', subcode: '2207009', message: 'Too tall.', advice: null, platformMessage: null } as const;

  assert.equal(whatToDo({ ...attempt, error }), 'Change the post, then try again.');
  assert.equal(whatToDo({ ...attempt, error: { ...error, advice: 'Crop it.' } }), 'Crop it.');
  assert.equal(whatToDo({ ...attempt, outcome: 'published', error: null }), null);
  assert.equal(codesOf({ ...attempt, error }), 'code 36003 · subcode 2207009 · HTTP 400');
});

test('steps and parts have names', () => {
  assert.deepEqual([stepName(null), stepName('publish_2'), stepName('await_items'), stepName('some_thing')], ['Before the first step', 'Publishing story 2', 'Waiting for the network to process it', 'some thing']);
  assert.deepEqual([partName('post'), partName('story_2')], ['Post', 'Story 2']);
});

test('that a job is being prepared is told once, however many steps that takes', () => {
  const of = (kind: string, subjectId: string) => ({ kind, subjectId });
  const events = [of('job.preparing', 'a'), of('job.preparing', 'b'), of('job.preparing', 'a'), of('job.retrying', 'a'), of('job.preparing', 'a')];

  assert.deepEqual(withoutRepeats(events), [events[0], events[1], events[3], events[4]]);
});
