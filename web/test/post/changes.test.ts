import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, contentOf } from '../../src/pages/post/changes/compare.ts';
import { shownAs } from '../../src/pages/post/changes/changeWords.ts';
import { approvedFor, verdictOf } from '../../src/pages/post/sent/sentWords.ts';
import { post } from './things.ts';

const names = { account: (id: string) => `@${id}`, time: (at: string) => at };
const shown = (field: string, before: unknown, after: unknown) => shownAs({ field, before, after }, names);

test('a change is told in words, media as media', () => {
  assert.deepEqual(shown('hashtags', ['bread'], ['bread', 'rye']), { label: 'Hashtags', as: 'text', before: '#bread', after: '#bread #rye' });
  assert.deepEqual(shown('channelIds', ['a'], ['a', 'b']), { label: 'Accounts', as: 'text', before: '@a', after: '@a, @b' });
  assert.deepEqual(shown('mediaIds', ['m1'], ['m2']), { label: 'Media', as: 'media', before: ['m1'], after: ['m2'] });
  assert.deepEqual(shown('options.coverMediaId', null, 'm2'), { label: 'Cover', as: 'media', before: [], after: ['m2'] });
  assert.deepEqual(shown('options.isPaidPartnership', null, true), { label: 'Paid partnership', as: 'text', before: '', after: 'Yes' });
  assert.deepEqual(shown('mediaFits', [{ fit: 'crop', aspect: '4:5' }], null), { label: 'How items are made fit', as: 'text', before: 'cropped to 4:5', after: '' });
});

test('a field that nobody knows keeps its name, and one of a single account names it', () => {
  assert.deepEqual(shown('options.newThing', 1, { a: 2 }), { label: 'newThing', as: 'text', before: '1', after: '{"a":2}' });
  assert.equal(shown('variants.01a1ff9f-b95d-7f1b-a391-ba52bacbbf8a.caption', 'a', 'b').label, 'Caption on @01a1ff9f-b95d-7f1b-a391-ba52bacbbf8a');
});

test('two versions are compared as the server does it', () => {
  const before = { ...contentOf(post({ hashtags: ['bread'], altTexts: ['A', ''], at: '2026-03-01T12:00:00Z' })), title: 'One' };
  const after = { ...contentOf(post({ caption: 'Cake', hashtags: [], altTexts: ['A'], options: { firstComment: 'Hi' } })), title: 'Two' };

  assert.deepEqual(compare(before, after).map(change => [change.field, change.before, change.after]), [
    ['at', '2026-03-01T12:00:00Z', null],
    ['title', 'One', 'Two'],
    ['caption', 'Fresh bread', 'Cake'],
    ['hashtags', ['bread'], null],
    ['options.firstComment', null, 'Hi'],
  ]);
  assert.deepEqual(compare(before, { ...before, title: undefined }), []);
});

test('what one account gets differently is compared too', () => {
  const before = contentOf(post({}));
  const after = { ...before, variants: [{ channelId: 'c1', caption: 'Brot', hashtags: null, options: { firstComment: '' } }] };

  assert.deepEqual(compare(before, after).map(change => [change.field, change.after]), [['variants.c1.caption', 'Brot'], ['variants.c1.options.firstComment', '']]);
});

test('a part is held beside its own share of what was approved', () => {
  const file = (sha256: string) => ({ mediaId: 'm', renditionId: null, sha256, contentType: 'image/jpeg', bytes: 1, width: 1, height: 1, durationMs: null, altText: null });
  const approved = { text: 'Bread', media: [file('one'), file('two')], cover: null, options: { firstComment: 'Hi' } };

  assert.deepEqual(approvedFor('story_2', approved).media.map(one => one.sha256), ['two']);
  assert.deepEqual(approvedFor('comment', approved), { text: 'Hi', media: [], cover: null, options: {} });
  assert.equal(approvedFor('post', approved), approved);
});

test('what was handed over is as approved, is not, or cannot be told any more', () => {
  const content = { text: '', media: [], cover: null, options: {} };
  assert.equal(verdictOf({ asApproved: true, content, unknownBecause: null }).isGood, true);
  assert.equal(verdictOf({ asApproved: false, content, unknownBecause: null }).isGood, false);
  assert.match(verdictOf({ asApproved: true, content: null, unknownBecause: 'media_gone' }).words, /fingerprint.*a file or the account is gone/);
});
