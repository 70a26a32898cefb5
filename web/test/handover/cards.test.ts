import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concernsPerson, inOrder, isUnderWay, isUnreached } from '../../src/pages/handover/rules.ts';
import { linkWords, standing } from '../../src/pages/handover/words.ts';
import { job } from '../post/things.ts';
import { card } from './things.ts';

const before = Date.parse('2026-03-01T11:00:00Z');
const after = Date.parse('2026-03-01T11:55:00Z');
const telling = { who: (actor: string | null) => actor ?? 'Somebody', time: (at: string) => at.slice(11, 16), now: before };

test('cards whose time has come stand first, each list by when they are due', () => {
  const late = card({ id: 'late', state: 'with_person', dueAt: '2026-03-01T13:00:00Z' });
  const soon = card({ id: 'soon', state: 'with_person', dueAt: '2026-03-01T12:00:00Z' });
  const failedOnce = card({ id: 'failed', cardAt: '2026-03-01T10:00:00Z', dueAt: '2026-03-01T10:10:00Z' });
  const tomorrow = card({ id: 'tomorrow', cardAt: '2026-03-02T11:50:00Z', dueAt: '2026-03-02T12:00:00Z' });

  const { up, later } = inOrder([tomorrow, late, soon, failedOnce], before);

  assert.deepEqual(up.map(one => one.id), ['failed', 'soon', 'late']);
  assert.deepEqual(later.map(one => one.id), ['tomorrow']);
});

test('a card is looked at often while it is about to change by itself', () => {
  assert.equal(isUnderWay(card({ state: 'sending' }), before), true);
  assert.equal(isUnderWay(card({}), before), false);
  assert.equal(isUnderWay(card({}), after), true);
  assert.equal(isUnderWay(card({ state: 'with_person' }), after), false);
});

test('a job speaks of a person where one has it, had it, or says that it is live', () => {
  const error = { kind: 'outcome_unknown', code: 'possible_duplicate', subcode: null, message: 'Ana says so.', advice: null, platformMessage: null } as const;

  assert.equal(concernsPerson(job({ state: 'handed_over' })), true);
  assert.equal(concernsPerson(job({ state: 'published', method: 'manual' })), true);
  assert.equal(concernsPerson(job({ state: 'needs_attention', reason: 'handover' })), true);
  assert.equal(concernsPerson(job({ state: 'needs_attention', lastError: error })), true);
  assert.equal(concernsPerson(job({ state: 'published' })), false);
});

test('a card says where it is, and how it ended and by whom', () => {
  assert.equal(standing(card({}), telling), 'The card goes out 11:50.');
  assert.equal(standing(card({}), { ...telling, now: after }), 'The card goes out in a moment.');
  assert.match(standing(card({ lastError: 'Telegram is away.' }), telling), /could not be sent yet/);
  assert.equal(standing(card({ state: 'with_person' }), telling), 'The card is in the chat.');
  assert.match(standing(card({ state: 'with_person', lastError: 'Lost.' }), telling), /nobody knows whether it arrived/);
  assert.equal(standing(card({ state: 'ended', outcome: 'posted', answeredBy: 'Ana' }), telling), 'Ana posted it by hand.');
  assert.equal(standing(card({ state: 'ended', outcome: 'expired' }), telling), 'Nobody answered the card in time.');
});

test('a link says whether the account confirmed it', () => {
  assert.equal(linkWords(card({})), null);
  assert.match(linkWords(card({ link: 'https://instagram.com/p/A', linkChecked: true }))!, /found in the account/);
  assert.match(linkWords(card({ link: 'https://instagram.com/p/A', linkChecked: false }))!, /could not confirm/);
});

test('a card reached nobody only while its job waits for a person because of that', () => {
  const error = { kind: 'retry_later', code: 'handover_unavailable', subcode: null, message: 'No chat is linked.', advice: 'Link one.', platformMessage: null } as const;

  assert.equal(isUnreached(job({ state: 'needs_attention', lastError: error })), true);
  assert.equal(isUnreached(job({ state: 'needs_attention', lastError: { ...error, code: 'handover_expired' } })), false);
  assert.equal(isUnreached(job({ state: 'scheduled', lastError: error })), false);
});
