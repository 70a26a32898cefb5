import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Schemas } from '../../src/api/client.ts';
import { postFor } from '../../src/pages/post/content/forAccount.ts';
import { itemsFor, looksTheSame } from '../../src/pages/post/content/items.ts';
import { post } from './things.ts';

const BASE = post({ channelIds: ['a', 'b'], mediaIds: ['m1', 'm2'], altTexts: ['One', 'Two'], caption: 'For all', options: { firstComment: 'First', thumbOffsetMs: 5, userTags: [{ username: 'ann', item: 0 }, { username: 'bob', item: 1 }] } });
const withVariant = (variant: object) => ({ ...BASE, variants: [{ channelId: 'b', ...variant } as Schemas['PostVariantBody']] });

test('an account gets its own, and of the rest what is there for all', () => {
  const own = postFor(withVariant({ caption: '', hashtags: null, options: { firstComment: '', locationId: '7', audioName: null } }), 'b');

  assert.deepEqual([own.caption, own.options.firstComment, own.options.locationId, own.options.thumbOffsetMs], ['', null, '7', 5]);
  assert.equal(postFor(withVariant({ caption: '' }), 'a').caption, 'For all');
});

test('a cover of its own takes the place of the other', () => {
  const own = postFor(withVariant({ options: { coverMediaId: 'm9', thumbOffsetMs: null } }), 'b');

  assert.deepEqual([own.options.coverMediaId, own.options.thumbOffsetMs], ['m9', null]);
});

test('what was said of a picture goes with it', () => {
  const own = postFor(withVariant({ mediaIds: ['m3', 'm2'] }), 'b');

  assert.deepEqual([own.altTexts, own.options.userTags?.map(tag => tag.username)], [[null, 'Two'], ['bob']]);
  assert.deepEqual(itemsFor(withVariant({ mediaIds: ['m3', 'm2'] }), 'b').map(item => item.mediaId), ['m3', 'm2']);
});

test('somebody has to choose an account where words differ', () => {
  assert.equal(looksTheSame(BASE), true);
  assert.equal(looksTheSame(withVariant({ caption: 'Mine' })), false);
  assert.equal(looksTheSame(withVariant({ caption: 'For all' })), true);
});
