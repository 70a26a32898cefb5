import assert from 'node:assert/strict';
import { test } from 'node:test';
import { captionAsSent } from '../../src/pages/post/rules/captionAsSent.ts';
import { itemsFor, looksTheSame } from '../../src/pages/post/content/items.ts';
import { actionsOf, looksAgain, postActionsOf } from '../../src/pages/post/rules/jobRules.ts';
import { metricsTable } from '../../src/pages/post/rules/metricsTable.ts';
import { whyNotWords } from '../../src/pages/post/rules/reviewWords.ts';
import { instantOf, wallOf } from '../../src/shared/wall.ts';
import { job, post } from './things.ts';

test('a job offers what its state allows, the most useful first', () => {
  assert.deepEqual(actionsOf(job({ state: 'scheduled' })), ['reschedule', 'publish-now', 'hand-over', 'cancel']);
  assert.deepEqual(actionsOf(job({ state: 'scheduled', reason: 'retrying' })), ['retry', 'reschedule', 'hand-over', 'cancel']);
  assert.deepEqual(actionsOf(job({ state: 'scheduled', reason: 'waiting_account' })), ['reschedule', 'hand-over', 'cancel']);
  assert.deepEqual(actionsOf(job({ state: 'publishing' })), []);
  assert.deepEqual(actionsOf(job({ state: 'needs_attention', reason: 'exhausted' })), ['retry', 'reschedule', 'hand-over', 'cancel']);
  assert.deepEqual(actionsOf(job({ state: 'needs_attention', reason: 'undecidable' })), ['resolve']);
  assert.deepEqual(actionsOf(job({ state: 'published' })), ['take-down']);
  assert.deepEqual(actionsOf(job({ state: 'published', takenDownAt: '2026-03-01T12:00:00Z' })), []);
  assert.deepEqual(actionsOf(job({ state: 'handed_over' })), []);
  assert.deepEqual(actionsOf(job({ state: 'handed_over', reason: 'inbox' })), ['resolve']);
  assert.deepEqual(actionsOf(job({ state: 'published', method: 'manual' })), []);
  assert.deepEqual(actionsOf(job({ state: 'published', method: 'manual', remoteId: '17' })), ['take-down']);
});

test('a retry ahead of the due time only looks again', () => {
  const now = Date.parse('2026-03-01T12:00:00Z');
  const held = { state: 'needs_attention', reason: 'preflight', wakeAt: '2026-03-01T12:01:00Z' } as const;

  assert.equal(looksAgain(job({ ...held, dueAt: '2026-03-01T18:00:00Z' }), now), true);
  assert.equal(looksAgain(job({ ...held, dueAt: '2026-03-01T11:00:00Z' }), now), false);
});

test('a draft is scheduled where nobody must approve it, and submitted where somebody must', () => {
  assert.deepEqual([postActionsOf(post({}), 'none').schedule, postActionsOf(post({}), 'none').submit], [true, false]);
  assert.deepEqual([postActionsOf(post({}), 'one').schedule, postActionsOf(post({}), 'one').submit], [false, true]);
  assert.equal(postActionsOf(post({ approval: 'approved' }), 'one').schedule, true);
});

test('what is live cannot be edited, and says so', () => {
  const live = post({ approval: 'approved', jobs: [job({ state: 'published' })] });

  assert.equal(postActionsOf(live, 'none').edit, false);
  assert.match(postActionsOf(live, 'none').locked ?? '', /live/);
  assert.equal(postActionsOf(live, 'none').schedule, false);
});

test('what a person has in hand is not edited behind their back', () => {
  const handed = postActionsOf(post({ approval: 'approved', jobs: [job({ state: 'handed_over' })] }), 'none');

  assert.match(handed.locked ?? '', /Take the card back/);
  assert.equal(handed.publishNow, false);
  const delivered = postActionsOf(post({ approval: 'approved', jobs: [job({ state: 'handed_over', reason: 'inbox' })] }), 'none');
  assert.match(delivered.locked ?? '', /inbox/);
  assert.deepEqual([delivered.edit, delivered.publishNow, delivered.unschedule], [false, false, false]);
});

test('a wall time is read in its zone: the first of two, and none in a gap', () => {
  assert.equal(instantOf('2026-07-01T18:00', 'Europe/Berlin')?.toISOString(), '2026-07-01T16:00:00.000Z');
  assert.equal(instantOf('2026-10-25T02:30', 'Europe/Berlin')?.toISOString(), '2026-10-25T00:30:00.000Z');
  assert.equal(instantOf('2026-03-29T02:30', 'Europe/Berlin'), null);
  assert.equal(instantOf('', 'Europe/Berlin'), null);
  assert.equal(wallOf('2026-07-01T16:00:00Z', 'Europe/Berlin'), '2026-07-01T18:00');
});

test('hashtags that stand in the text are not said twice', () => {
  assert.deepEqual(captionAsSent('Fresh #Bread today', ['bread', 'bakery']), { text: 'Fresh #Bread today', tags: ['#bakery'] });
});

test('files are shown as each account gets them, with the alt text of their place', () => {
  const file = { channelId: 'c1', mediaId: 'm1', cover: false, renditionId: 'r1', contentType: 'image/jpeg', width: 1, height: 1, bytes: 1, preparing: false, progress: null, problem: null };
  const two = post({ channelIds: ['c1', 'c2'], altTexts: ['Bread'], files: [file, { ...file, channelId: 'c2', renditionId: null }] });

  assert.deepEqual(itemsFor(two, 'c1').map(item => [item.renditionId, item.altText]), [['r1', 'Bread']]);
  assert.equal(looksTheSame(two), false);
  assert.equal(looksTheSame(post({ channelIds: ['c1', 'c2'] })), true);
});

test('figures stand side by side, and a missing one is not zero', () => {
  const reading = { part: 'post', age: 'five_minutes', readAt: '', likes: 3, comments: null, insights: { reach: 20 }, missing: null } as const;
  const [table] = metricsTable([reading, { ...reading, age: 'one_day', likes: 30, insights: {}, missing: 'No calls were left.' }]);

  assert.deepEqual(table?.rows, [{ name: 'Likes', values: [3, null, 30] }, { name: 'Reach', values: [20, null, null] }]);
  assert.deepEqual(table?.missing, ['No calls were left.']);
});

test('a submission is taken back while it waits, an approval until something is live or going out', () => {
  const can = (given: Parameters<typeof post>[0], policy: 'none' | 'one' = 'one') => {
    const { withdraw, unapprove } = postActionsOf(post(given), policy);
    return [withdraw, unapprove];
  };
  assert.deepEqual(can({ approval: 'pending' }), [true, false]);
  assert.deepEqual(can({ approval: 'approved', jobs: [job({})] }), [false, true]);
  assert.deepEqual(can({ approval: 'approved', jobs: [job({ state: 'published' })] }), [false, false]);
  assert.deepEqual(can({ approval: 'approved', jobs: [job({ state: 'publishing' })] }), [false, false]);
  // Where scheduling approves, there is the schedule to be taken off.
  assert.deepEqual(can({ approval: 'approved', approvedThrough: 'scheduling' }, 'none'), [false, false]);
});

test('why somebody may not approve is said in words', () => {
  assert.equal(whyNotWords({ mayApprove: true, whyNot: null }), null);
  assert.match(whyNotWords({ mayApprove: false, whyNot: 'not_the_author' })!, /somebody else must approve/);
  assert.match(whyNotWords({ mayApprove: false, whyNot: 'something_new' })!, /Somebody else/);
});
