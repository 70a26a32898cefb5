import assert from 'node:assert/strict';
import { test } from 'node:test';
import { touched } from '../../src/live/touched.ts';

test('a change of a job touches the lists that show jobs, and the pages of its post', () => {
  const change = [{ kind: 'job.published', id: 'j1', postId: 'p1' }];

  assert.equal(touched(['calendar', '2026-03'], change), true);
  assert.equal(touched(['post', 'p1'], change), true);
  assert.equal(touched(['job', 'j1', 'attempts'], change), true);
});

test('it leaves alone what shows something else', () => {
  const change = [{ kind: 'job.published', id: 'j1', postId: 'p1' }];

  assert.equal(touched(['post', 'p2'], change), false);
  assert.equal(touched(['media'], change), false);
  assert.equal(touched(['session'], change), false);
});

test('an empty message touches everything but who is signed in', () => {
  assert.equal(touched(['media'], []), true);
  assert.equal(touched(['session'], []), false);
});

test('a kind that this dashboard does not know yet touches everything', () => {
  assert.equal(touched(['media'], [{ kind: 'new_thing.happened', id: 'x' }]), true);
});

test('a deleted category touches its posts, and a post the places that it may lie in', () => {
  const category = [{ kind: 'category.deleted', id: 'c1' }];

  assert.equal(touched(['post', 'p1'], category), true);
  assert.equal(touched(['categories'], category), true);
  assert.equal(touched(['media'], category), false);
  assert.equal(touched(['slots', 'places', 'from', 'to'], [{ kind: 'post.scheduled', id: 'p1' }]), true);
});

test('what happens to a card is told to the queue, to its job and to the settings of the hand-over', () => {
  assert.equal(touched(['handovers', 'open'], [{ kind: 'job.snoozed', id: 'j1', postId: 'p1' }]), true);
  assert.equal(touched(['job', 'j1', 'handover', 'p1'], [{ kind: 'job.handed_over', id: 'j1', postId: 'p1' }]), true);
  assert.equal(touched(['handover-settings'], [{ kind: 'handover.chat_linked', id: 'w1' }]), true);
  assert.equal(touched(['deliveries', null, null], [{ kind: 'notifications.target_off', id: 't1' }]), true);
  assert.equal(touched(['handover-settings'], [{ kind: 'job.published', id: 'j1', postId: 'p1' }]), false);
});
