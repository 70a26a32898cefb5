import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentOf, type Draft, draftOf, EMPTY } from '../../src/pages/compose/draft/draft.ts';
import { allowedBy, ANYTHING, type Terms, tiktokFindings } from '../../src/pages/compose/rules/tiktok.ts';
import { post } from '../post/things.ts';

const TIKTOK = [{ platform: 'tiktok' }];
const codes = (draft: Draft, chosen = TIKTOK) => tiktokFindings(draft, chosen).map(finding => finding.code);

test('who may see a post on TikTok has no default and must be said; other networks do not ask', () => {
  assert.equal(EMPTY.privacy, null);
  assert.deepEqual(codes(EMPTY), ['privacy_missing']);
  assert.deepEqual(codes({ ...EMPTY, privacy: 'only_me' }), []);
  assert.deepEqual(codes(EMPTY, [{ platform: 'instagram' }]), []);
});

test('who says that it promotes something says what', () => {
  const draft: Draft = { ...EMPTY, privacy: 'public', promotes: true };

  assert.deepEqual(codes(draft), ['disclosure_missing']);
  assert.deepEqual(codes({ ...draft, isOwnBrand: true }), []);
  assert.deepEqual(codes({ ...draft, isPaidPartnership: true }), []);
});

test('nothing is allowed unless somebody allows it, and photos have neither duet nor stitch', () => {
  const open: Draft = { ...EMPTY, type: 'reel', privacy: 'friends', allowComments: true, allowDuet: true, allowStitch: true, isOwnBrand: true };
  const told = ({ options }: ReturnType<typeof contentOf>) => [options.privacy, options.allowComments, options.allowDuet, options.allowStitch, options.isOwnBrand];

  assert.deepEqual(told(contentOf({ ...EMPTY, type: 'reel' })), [null, null, null, null, null]);
  assert.deepEqual(told(contentOf(open)), ['friends', true, true, true, true]);
  assert.deepEqual(told(contentOf({ ...open, type: 'image' })), ['friends', true, null, null, true]);
});

test('what was said comes back with the post', () => {
  const draft = draftOf(post({ options: { privacy: 'followers', allowComments: true, isOwnBrand: true } }), new Map(), null);

  assert.deepEqual([draft.privacy, draft.allowComments, draft.allowDuet, draft.isOwnBrand, draft.promotes], ['followers', true, false, true, true]);
});

const TERMS: Terms = { hasTerms: true, displayName: 'Harbour Bakery', privacy: ['public', 'friends', 'only_me'], commentsOff: false, duetOff: false, stitchOff: false, maxVideoSeconds: 600 };

test('several accounts allow what each of them allows, and what is not known forbids nothing', () => {
  assert.deepEqual(allowedBy([]), ANYTHING);
  assert.deepEqual(allowedBy([TERMS, { ...TERMS, privacy: ['friends', 'only_me'], duetOff: true, maxVideoSeconds: 60 }]), { privacy: ['friends', 'only_me'], commentsOff: false, duetOff: true, stitchOff: false, maxVideoSeconds: 60 });
});

test('what an account does not allow at the moment is told while the post is made', () => {
  const allowed = allowedBy([{ ...TERMS, privacy: ['only_me'], commentsOff: true }]);
  const found = (draft: Draft) => tiktokFindings(draft, TIKTOK, allowed).map(finding => [finding.code, finding.field]);

  assert.deepEqual(found({ ...EMPTY, privacy: 'public' }), [['privacy_not_offered', 'options.privacy']]);
  assert.deepEqual(found({ ...EMPTY, privacy: 'only_me', allowComments: true }), [['turned_off_by_account', 'options.allowComments']]);
  assert.deepEqual(found({ ...EMPTY, privacy: 'only_me' }), []);
});

test('what goes into the inbox is finished there: nothing else is asked here, and nothing else is sent', () => {
  const draft: Draft = { ...EMPTY, type: 'reel', isForInbox: true, privacy: 'public', allowComments: true, isOwnBrand: true };
  const { options } = contentOf(draft);

  assert.deepEqual(codes(draft), []);
  assert.deepEqual([options.delivery, options.privacy, options.allowComments, options.isOwnBrand], ['inbox', null, null, null]);
  assert.equal(contentOf({ ...draft, isForInbox: false }).options.delivery, null);
  assert.equal(draftOf(post({ options: { delivery: 'inbox' } }), new Map(), null).isForInbox, true);
});
