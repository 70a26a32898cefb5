import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidates, handleOf, mentionPieces, type Person, typedMention, withMention } from '../../src/pages/post/comments/mentions.ts';
import { type Comment, editableFor, threadsOf } from '../../src/pages/post/comments/threads.ts';

const person = (id: string, name: string): Person => ({ id, name, email: `${id}@example.com` });
const people = [person('ann', 'Ann Owner'), person('bob', 'Bob Baker'), person('bo', 'Bo'), person('bert', 'Bert Baker')];
const comment = (id: string, replyTo: string | null = null, more: Partial<Comment> = {}): Comment => ({ id, authorId: 'ann', author: 'ann@example.com', replyTo, text: id, mentions: [], createdAt: '2026-03-01T12:00:00Z', editedAt: null, deletedAt: null, deletedBy: null, ...more });

test('an answer to an answer stands in the thread of the first', () => {
  const threads = threadsOf([comment('a'), comment('b'), comment('c', 'a'), comment('d', 'c'), comment('e', 'gone')]);

  assert.deepEqual(threads.map(({ first, replies }) => [first.id, replies.map(reply => reply.id)]), [['a', ['c', 'd']], ['b', []], ['e', []]]);
});

test('a comment can be changed for 15 minutes, unless it is deleted', () => {
  const at = (time: string) => Date.parse(`2026-03-01T${time}Z`);
  assert.equal(editableFor(comment('a'), at('12:14:00')), 60_000);
  assert.equal(editableFor(comment('a'), at('12:15:00')), 0);
  assert.equal(editableFor(comment('a', null, { deletedAt: '2026-03-01T12:01:00Z' }), at('12:02:00')), 0);
});

test('an @ begins a mention, but not within an address', () => {
  assert.deepEqual(typedMention('Hi @Bo', 6), { from: 3, words: 'Bo' });
  assert.deepEqual(typedMention('@', 1), { from: 0, words: '' });
  assert.equal(typedMention('me@example', 10), null);
  assert.equal(typedMention('@Bob\nnext', 9), null);
});

test('names that begin so come first, then later names', () => {
  assert.deepEqual(candidates('b', people).map(one => one.id), ['bert', 'bo', 'bob']);
  assert.deepEqual(candidates('bak', people).map(one => one.id), ['bert', 'bob']);
  assert.deepEqual(candidates('Bob Baker ', people), []);
  assert.deepEqual(candidates('zz', people), []);
});

test('who is chosen is written out, by e-mail where names are the same', () => {
  assert.deepEqual(withMention('Hi @Bo, look', 3, 6, 'Bob Baker'), { text: 'Hi @Bob Baker, look', caret: 13 });
  assert.deepEqual(withMention('@b you', 0, 2, 'Bo'), { text: '@Bo you', caret: 4 });
  assert.equal(handleOf(people[1]!, people), 'Bob Baker');
  assert.equal(handleOf(people[1]!, [...people, person('bob2', 'bob baker')]), 'bob@example.com');
});

test('mentions are found as the server finds them', () => {
  const marked = (text: string) => mentionPieces(text, people).filter(piece => piece.isMention).map(piece => piece.text);
  assert.deepEqual(marked('@Bob Baker and @BO, write to x@bo or @bert@example.com'), ['@Bob Baker', '@BO', '@bert@example.com']);
  assert.deepEqual(marked('@Boris'), []);
  assert.equal(mentionPieces('Hi @Bo!', people).map(piece => piece.text).join(''), 'Hi @Bo!');
});
