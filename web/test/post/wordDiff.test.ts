import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Piece, wordDiff } from '../../src/pages/post/changes/wordDiff.ts';

/** `same [-gone-] {+new+}`. */
const told = (pieces: readonly Piece[]) => pieces.map(({ kind, text }) => (kind === 'same' ? text : kind === 'gone' ? `[-${text}-]` : `{+${text}+}`)).join('');

test('words are told apart, not letters', () => {
  assert.equal(told(wordDiff('Fresh bread today', 'Fresh cake today')), 'Fresh [-bread-]{+cake+} today');
  assert.equal(told(wordDiff('Fresh bread', 'Fresh bread, still warm')), 'Fresh bread{+, still warm+}');
  assert.equal(told(wordDiff('', 'Hello')), '{+Hello+}');
  assert.deepEqual(wordDiff('', ''), []);
});

test('a new sentence is one change, and not one for each word', () => {
  assert.equal(told(wordDiff('Come at ten. We are open.', 'Closed all week! We are open.')), '[-Come at ten.-]{+Closed all week!+} We are open.');
});

test('hashtags, emoji and words from right to left stay whole', () => {
  assert.equal(told(wordDiff('#bread 🥖', '#bread #rye 🥐')), '#bread [-🥖-]{+#rye 🥐+}');
  assert.equal(told(wordDiff('خبز طازج اليوم', 'خبز طازج غدا')), 'خبز طازج [-اليوم-]{+غدا+}');
});

test('both texts can be read from the pieces, also where they are long', () => {
  const words = (seed: number) => Array.from({ length: 900 }, (_, position) => `w${(position * seed) % 83}${position % 7 === 0 ? '\n' : ''}`).join(' ');
  for (const [before, after] of [[words(3), words(5)], ['a  b c', 'a b  d c'], ['x y', 'y x'], [words(7), words(7).slice(0, 500)]] as const) {
    const pieces = wordDiff(before, after);
    assert.equal(pieces.filter(piece => piece.kind !== 'new').map(piece => piece.text).join(''), before);
    assert.equal(pieces.filter(piece => piece.kind !== 'gone').map(piece => piece.text).join(''), after);
  }
});
