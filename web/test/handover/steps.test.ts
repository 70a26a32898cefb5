import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepsFor } from '../../src/pages/handover/steps.ts';
import { post } from '../post/things.ts';

test('a picture is saved, posted and captioned, with what belongs to it', () => {
  const steps = stepsFor(post({ options: { locationId: '1', userTags: [{ username: 'ana' }, { username: 'bo' }], firstComment: 'More below.' } }), 'instagram', 'harbour');

  assert.deepEqual(steps, [
    'Save the file below to your phone.', 'Open Instagram as @harbour, tap + and choose Post.', 'Add the file, and keep its shape.', 'Paste the caption.', 'Add the place.', 'Tag @ana, @bo.', 'Share it.',
    'Paste the first comment below it.',
  ]);
});

test('a story has no caption to paste, and gets its stickers', () => {
  const steps = stepsFor(post({ type: 'story', mediaIds: ['m1', 'm2'] }), 'instagram', 'harbour');

  assert.equal(steps.some(step => /caption/.test(step)), false);
  assert.deepEqual(steps.slice(-2), ['Add the stickers and links it needs.', 'Share it to the story.']);
});

test('a network without names for its kinds is told in general, and an empty caption stays empty', () => {
  const steps = stepsFor(post({ caption: ' ' }), 'tiktok', 'harbour');

  assert.equal(steps[1], 'Open TikTok as @harbour and begin a new post.');
  assert.ok(steps.includes('Leave the caption empty.'));
});
