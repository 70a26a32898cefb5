import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composed, countCaption, hashtagsIn, isHashtagWord, mentionsIn, pieces } from '../../src/pages/compose/rules/caption.ts';

test('hashtags end where their word ends, in any script, emoji among it', () => {
  assert.deepEqual(hashtagsIn('Warm #bread, #brötchen! #パン #🥐 # none ##double #a_b-c'), ['#bread', '#brötchen', '#パン', '#🥐', '#double', '#a_b']);
});

test('an address of mail is no mention', () => {
  assert.deepEqual(mentionsIn('@one and (@two.three) but not mail@example.com, nor @ alone'), ['@one', '@two.three']);
});

test('hashtags of the list follow the caption once, those it has already are left out', () => {
  assert.equal(composed('  Fresh #Bread\r\n', ['#bakery', 'bread', 'Bakery']), 'Fresh #Bread\n\n#bakery');
  assert.equal(composed('', ['a', 'b']), '#a #b');
});

test('what is counted is what goes out, in UTF-16 units', () => {
  assert.deepEqual(countCaption('Hi 🥐 @bob', ['x']), { characters: 'Hi 🥐 @bob\n\n#x'.length, hashtags: 1, mentions: 1 });
  assert.equal(countCaption('🥐', []).characters, 2);
});

test('a hashtag is one word', () => {
  assert.deepEqual(['bread', 'fresh bread', '', 'a-b', '2026', '🇩🇪'].map(isHashtagWord), [true, false, false, false, true, true]);
});

test('a text is cut into what is linked and what is not, and nothing is lost', () => {
  const text = 'See @bob.b about #bread now';
  assert.equal(pieces(text).map(piece => piece.text).join(''), text);
  assert.deepEqual(pieces(text).filter(piece => piece.isLink).map(piece => piece.text), ['@bob.b', '#bread']);
});
