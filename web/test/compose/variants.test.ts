import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentOf, type Draft, draftOf, EMPTY, isBlank, type MediaItem, newItem, type Post } from '../../src/pages/compose/draft/draft.ts';
import { keyOf, readKept } from '../../src/pages/compose/draft/kept.ts';
import { draftFor, isOwn, withOwn, withoutOwn } from '../../src/pages/compose/draft/variants.ts';
import { limitsOf } from '../../src/pages/compose/rules/limits.ts';
import { localFindingsOfAll, named, placed } from '../../src/pages/compose/rules/ownFindings.ts';
import { post } from '../post/things.ts';

const picture = { id: 'm1', kind: 'image', fileName: 'm1.jpg', width: 1_000, height: 1_000, durationMs: null } as MediaItem;
const other = { ...picture, id: 'm2', fileName: 'm2.jpg' } as MediaItem;
const DRAFT: Draft = { ...EMPTY, channelIds: ['a', 'b'], items: [newItem(picture)], caption: 'For all', hashtags: ['one'], firstComment: 'First' };
const LIMITS = limitsOf('instagram')!;
const long = 'x'.repeat(2_201);

test('an account has what is there for all, but for words of its own', () => {
  const draft = withOwn(DRAFT, 'b', { caption: '', hashtags: ['two'] });

  assert.deepEqual([draftFor(draft, 'a').caption, draftFor(draft, 'b').caption], ['For all', '']);
  assert.deepEqual([draftFor(draft, 'b').hashtags, draftFor(draft, 'b').firstComment], [['two'], 'First']);
  assert.deepEqual([isOwn(draft, 'b', 'caption'), isOwn(draft, 'b', 'firstComment'), isOwn(draft, 'a', 'caption')], [true, false, false]);
});

test('given back, a field is that of all, and an account without any has no variant', () => {
  const draft = withOwn(DRAFT, 'b', { caption: 'Mine', firstComment: '' });

  assert.deepEqual(withoutOwn(draft, 'b', 'caption').variants, { b: { firstComment: '' } });
  assert.deepEqual(withoutOwn(withoutOwn(draft, 'b', 'caption'), 'b', 'firstComment').variants, {});
});

test('the server is told of the accounts that the post goes out on', () => {
  const draft = withOwn(withOwn(withOwn(DRAFT, 'c', { caption: 'Not chosen' }), 'b', { hashtags: ['#two', ' '] }), 'a', { firstComment: ' Hello ' });

  assert.deepEqual(contentOf(draft).variants, [{ channelId: 'a', options: { firstComment: 'Hello' } }, { channelId: 'b', hashtags: ['two'] }]);
});

test('a story has no words of an account, and they come back with another kind of post', () => {
  const draft = withOwn(DRAFT, 'b', { caption: 'Mine' });

  assert.deepEqual(contentOf({ ...draft, type: 'story' }).variants, []);
  assert.equal(contentOf(draft).variants.length, 1);
});

test('what else a variant has is kept as it is', () => {
  const variants = [{ channelId: 'c1', caption: 'Mine', hashtags: null, mediaIds: ['m2'], options: { firstComment: 'Hi', locationId: '7', audioName: null } }] as unknown as Post['variants'];

  const draft = draftOf(post({ variants }), new Map([['m1', picture]]), null);

  assert.deepEqual(draft.variants['c1'], { caption: 'Mine', firstComment: 'Hi', other: { mediaIds: ['m2'], options: { locationId: '7' } } });
  assert.deepEqual(contentOf(withoutOwn(draft, 'c1', 'firstComment')).variants, [{ channelId: 'c1', caption: 'Mine', mediaIds: ['m2'], options: { locationId: '7' } }]);
});

test('an account has files of its own, in their order, and what is said of a file for all goes along', () => {
  const bread = { ...newItem(picture), altText: 'Bread', tags: [{ username: 'robin', x: 0.2, y: 0.3 }] };
  const draft = withOwn({ ...DRAFT, items: [bread] }, 'b', { items: [newItem(other), bread] });

  assert.deepEqual(draftFor(draft, 'b').items.map(item => [item.media.id, item.altText]), [['m2', ''], ['m1', 'Bread']]);
  assert.deepEqual(draftFor({ ...draft, items: [{ ...bread, altText: 'Rye bread' }] }, 'b').items[1]!.altText, 'Rye bread');
  assert.deepEqual(draftFor(draft, 'a').items, [bread]);
  assert.deepEqual(contentOf({ ...draft, type: 'carousel' }).variants, [{ channelId: 'b', mediaIds: ['m2', 'm1'] }]);
  assert.deepEqual(withoutOwn(draft, 'b', 'items').variants, {});
});

test('what an account says differently of a file is told in whole', () => {
  const bread = { ...newItem(picture), altText: 'Bread' };
  const draft = { ...withOwn({ ...DRAFT, items: [bread] }, 'b', { items: [{ ...bread, altText: 'Brot' }, { ...newItem(other), tags: [{ username: 'robin', x: 0.2, y: 0.3 }] }] }), type: 'carousel' as const };

  assert.deepEqual(contentOf(draft).variants, [{ channelId: 'b', mediaIds: ['m1', 'm2'], altTexts: ['Brot', null], options: { userTags: [{ username: 'robin', x: 0.2, y: 0.3, item: 1 }] } }]);
});

test('files of an account come back from the server as they were given', () => {
  const variants = [{ channelId: 'c1', mediaIds: ['m2', 'm1'], altTexts: ['Tart', null], options: { userTags: [{ username: 'robin', x: 0.2, y: 0.3, item: 1 }] } }] as unknown as Post['variants'];

  const draft = draftOf(post({ type: 'carousel', variants }), new Map([['m1', picture], ['m2', other]]), null);

  assert.deepEqual(draftFor(draft, 'c1').items.map(item => [item.media.id, item.altText, item.tags.length]), [['m2', 'Tart', 0], ['m1', '', 1]]);
  assert.equal(draft.variants['c1']!.other, undefined);
  assert.deepEqual(contentOf(draft).variants, variants);
});

test('no change is nothing of its own', () => {
  assert.equal(withOwn(DRAFT, 'b', {}), DRAFT);
});

test('too few or many files of one account are a matter of that account', () => {
  const found = (draft: Draft) => localFindingsOfAll(draft, LIMITS).map(finding => [finding.code, finding.field, finding.channelId]);
  const two = [newItem(picture), newItem(other)];

  assert.deepEqual(found(withOwn(DRAFT, 'b', { items: two })), [['wrong_media_count', 'mediaIds', 'b']]);
  assert.deepEqual(found(withOwn({ ...DRAFT, items: two }, 'b', { items: [newItem(picture)] })), [['wrong_media_count', 'type', undefined]]);
  assert.deepEqual(found(withOwn(DRAFT, 'b', { items: [] })), [['wrong_media_count', 'mediaIds', 'b']]);
});

test('a draft that was kept before there were variants opens', () => {
  const { variants: _, ...older } = DRAFT;
  const kept = JSON.stringify({ form: 1, draft: older, base: null, keptAt: '2026-03-01T12:00:00Z' });

  const read = readKept({ getItem: () => kept }, keyOf('w', 'm', null));

  assert.deepEqual(read?.draft, DRAFT);
});

test('words of one account alone are something to lose', () => {
  assert.equal(isBlank(withOwn(EMPTY, 'a', { caption: 'Mine' })), false);
});

test('limits are those of each text, and the one for all counts where somebody gets it', () => {
  const found = (draft: Draft) => localFindingsOfAll(draft, LIMITS).map(finding => [finding.code, finding.field, finding.channelId]);

  assert.deepEqual(found(withOwn(DRAFT, 'b', { caption: long })), [['caption_too_long', 'caption', 'b']]);
  assert.deepEqual(found(withOwn({ ...DRAFT, caption: long }, 'b', { caption: 'Short' })), [['caption_too_long', 'caption', undefined]]);
  assert.deepEqual(found(withOwn(withOwn({ ...DRAFT, caption: long }, 'b', { caption: 'Short' }), 'a', { caption: 'Short' })), []);
});

test('what the server says of a variant is said of its account', () => {
  const draft = withOwn(DRAFT, 'b', { caption: 'Mine' });
  const finding = placed({ code: 'too_long', field: 'variants[0].caption', message: 'Too long.', blocks: true }, draft);

  assert.deepEqual([finding.field, finding.channelId], ['caption', 'b']);
  assert.equal(named(finding, new Map([['b', 'bakery']])).message, '@bakery: Too long.');
  assert.deepEqual(placed({ ...finding, field: 'caption', channelId: undefined }, draft).channelId, undefined);
});
