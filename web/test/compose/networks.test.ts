import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countCaption } from '../../src/pages/compose/rules/caption.ts';
import { learnNetworks, limitsOf, limitsOfAll } from '../../src/pages/compose/rules/limits.ts';
import { EMPTY } from '../../src/pages/compose/draft/draft.ts';
import { localFindingsOfAll } from '../../src/pages/compose/rules/ownFindings.ts';
import { typesFor, whyNot } from '../../src/pages/compose/rules/types.ts';

learnNetworks([{
  name: 'bluesky', displayName: 'Bluesky', caption: { maxLength: 300, unit: 'graphemes', maxBytes: 3_000, linkLength: null, countsMentionsWithoutServer: false, maxHashtags: 100, maxMentions: 100, hashtagHint: null },
  connectForm: { secretLabel: 'App password', secretHelp: '', accountLabel: 'Handle', accountHelp: null, needsAccount: true, serverLabel: 'Server', usualServer: 'https://bsky.social/' },
  postTypes: [{ type: 'image', leastMedia: 1, mostMedia: 1 }, { type: 'carousel', leastMedia: 2, mostMedia: 4 }, { type: 'reel', leastMedia: 1, mostMedia: 1 }, { type: 'text', leastMedia: 0, mostMedia: 0 }],
}]);
const bluesky = limitsOf('bluesky')!;

test('what the server says of a network is what the composer goes by', () => {
  assert.deepEqual([bluesky.name, bluesky.caption, bluesky.unit], ['Bluesky', 300, 'graphemes']);
  assert.deepEqual(typesFor(bluesky), ['image', 'carousel', 'reel', 'story', 'text']);
  assert.equal(whyNot('story', [], bluesky), 'Bluesky has no such posts.');
  assert.equal(whyNot('carousel', Array.from({ length: 5 }, () => 'image' as const), bluesky), 'Takes 4 files at most; you have 5.');
  assert.equal(whyNot('text', ['image'], bluesky), 'You have files.');
});

test('a family of four is one character of Bluesky and eleven of Instagram', () => {
  assert.equal(countCaption('👨‍👩‍👧‍👦', [], { unit: 'graphemes' }).characters, 1);
  assert.equal(countCaption('👨‍👩‍👧‍👦', []).characters, 11);
});

test('of several networks the strictest counts, and only posts that all of them have', () => {
  const both = limitsOfAll(['instagram', 'bluesky']);
  assert.deepEqual([both.caption, both.mentions, both.hashtags], [300, 20, 30]);
  assert.deepEqual(both.items, { image: { least: 1, most: 1 }, carousel: { least: 2, most: 4 }, reel: { least: 1, most: 1 } });
  assert.equal(limitsOfAll(['nowhere']).name, 'Instagram');
});

test('a text too long for one network is none for an account with words of its own', () => {
  const limitsFor = (id: string) => (id === 'b' ? bluesky : limitsOf('instagram')!);
  const draft = { ...EMPTY, channelIds: ['a', 'b'], caption: 'a'.repeat(400) };
  const codes = (one: typeof EMPTY) => localFindingsOfAll(one, limitsOfAll(['instagram', 'bluesky']), false, limitsFor).filter(finding => finding.code === 'caption_too_long').map(finding => finding.message);

  assert.deepEqual(codes(draft), ['Caption and hashtags have 400 characters; Bluesky allows 300. Shorten them by 100.']);
  assert.deepEqual(codes({ ...draft, variants: { b: { caption: 'Short' } } }), []);
});

test('a link counts as Mastodon says, and a mention without its server', () => {
  const mastodon = { unit: 'graphemes', linkLength: 23, countsMentionsWithoutServer: true } as const;
  assert.equal(countCaption(`See https://example.com/${'a'.repeat(300)}.`, [], mastodon).characters, 'See '.length + 23 + 1);
  assert.equal(countCaption('Hi @robin@far.example and @sam', [], mastodon).characters, 'Hi @robin and @sam'.length);
  assert.equal(countCaption('mail robin@far.example', [], mastodon).characters, 22);
});
