import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Schemas } from '../../src/api/client.ts';
import { GROUPS } from '../../src/pages/activity/feed/groups.ts';
import { EVENTS } from '../../src/words/events.ts';
import { type Names, plain, tellEvent } from '../../src/words/telling.ts';

const names: Names = { who: actor => (actor === 'engine' ? 'Posthaste' : 'Robin'), them: () => 'Robin', account: () => '@harbour', member: () => 'Sam', time: () => 'Tue, 3 Mar, 18:00' };

const event = (given: Partial<Schemas['ActivityResponse']>): Schemas['ActivityResponse'] => ({
  id: 'e1', kind: 'post.created', subjectId: 's1', postId: 'p1', channelId: null, title: 'Fresh bread', at: '2026-03-01T12:00:00.000Z', actor: 'robin@example.org', data: {}, ...given,
});
const said = (given: Partial<Schemas['ActivityResponse']>): string => plain(tellEvent(event(given), names).pieces);

test('a sentence names who, what and where, and leads to post and account', () => {
  const { pieces, tone } = tellEvent(event({ kind: 'job.published', channelId: 'c1', actor: 'engine' }), names);

  assert.deepEqual(pieces, ['“', { to: '/posts/p1', text: 'Fresh bread' }, '” went live on ', { to: '/accounts/c1', text: '@harbour' }, '.']);
  assert.equal(tone, 'good');
});

test('what the data knows is told, and what is missing leaves no hole', () => {
  assert.equal(said({ kind: 'post.scheduled', data: { at: '2026-03-03T17:00:00Z' } }), 'Robin scheduled “Fresh bread” for Tue, 3 Mar, 18:00.');
  assert.equal(said({ kind: 'post.scheduled' }), 'Robin scheduled “Fresh bread”.');
  assert.equal(said({ kind: 'member.role_changed', postId: null, title: null, data: { from: 'editor', to: 'admin' } }), 'Robin made Sam admin instead of editor.');
  assert.equal(said({ kind: 'job.published', title: null, postId: null }), 'A post went live.');
  assert.equal(said({ kind: 'slot.created', postId: null, data: { channelId: 'c1' } }), 'Robin made a slot on @harbour.');
});

test('the words of a person or a network stand with it, codes do not', () => {
  assert.equal(tellEvent(event({ kind: 'post.rejected', data: { reason: 'Too dark, please.' } }), names).quote, 'Too dark, please.');
  assert.equal(tellEvent(event({ kind: 'post.rejected', data: { reason: 'No.' } }), names).quote, 'No.');
  assert.equal(tellEvent(event({ kind: 'channel.renewal_failing', data: { code: '2', message: 'Service is down.' } }), names).quote, 'Service is down.');
  assert.equal(tellEvent(event({ kind: 'series.ended', data: { reason: 'post_deleted' } }), names).quote, null);
});

test('a reason that somebody gave is shown though it is one word', () => {
  assert.equal(tellEvent(event({ kind: 'post.rejected', data: { reason: 'no' } }), names).quote, 'no');
});

test('on the page of a post it has no name, and the account is named where there are several', () => {
  const said = (kind: string, more: object = {}) => plain(tellEvent({ kind, subjectId: 's1', actor: 'robin@example.org', data: {}, ...more }, { ...names, page: 'post' }).pieces);

  assert.equal(said('post.approved'), 'Robin approved this post.');
  assert.equal(said('job.published', { data: { channelId: 'c1' } }), 'This post went live.');
  assert.equal(said('job.published', { channelId: 'c1' }), 'This post went live on @harbour.');
  assert.equal(said('job.link_found'), 'The link of this post was found.');
  assert.equal(said('job.polished', { actor: 'engine' }), 'Job: polished.');
});

test('on the page of an account it has no name', () => {
  const said = (kind: string) => plain(tellEvent({ kind, subjectId: 'c1', actor: 'robin@example.org', data: {} }, { ...names, page: 'account' }).pieces);

  assert.equal(said('channel.connected'), 'Robin connected this account.');
  assert.equal(said('channel.renamed'), 'This account has a new name.');
  assert.equal(said('channel.token_renewed'), 'The access to this account was renewed.');
});

test('a kind that is new is told by its own words', () => {
  assert.equal(said({ kind: 'plan.moved_house', postId: null }), 'Plan: moved house, by Robin.');
  assert.equal(said({ kind: 'job.polished', actor: 'engine' }), 'Job: polished, “Fresh bread”.');
});

test('every kind that the API documents has its sentence', () => {
  const page = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
  const table = page.slice(page.indexOf('\n| first word | kinds'), page.indexOf('\n## Figures'));
  const kinds = [...table.matchAll(/`([a-z_]+\.[a-z_]+)`/g)].map(match => match[1]!);

  assert.ok(kinds.length > 60);
  assert.deepEqual(kinds.filter(kind => EVENTS[kind] === undefined), []);
});

test('every kind of a job’s life has its sentence', () => {
  const kinds = (readFileSync(new URL('../../../docs/job-lifecycle.md', import.meta.url), 'utf8').match(/`job\.[a-z_]+`/g) ?? []).map(kind => kind.slice(1, -1));

  assert.ok(kinds.length > 0);
  assert.deepEqual(kinds.filter(kind => EVENTS[kind] === undefined), []);
});

test('no group asks for more kinds than the API takes, and each of its words is one that is known', () => {
  const known = new Set(Object.keys(EVENTS).flatMap(kind => [kind, kind.split('.')[0]]));
  for (const { kinds } of Object.values(GROUPS)) {
    assert.ok(kinds.length <= 20);
    assert.deepEqual(kinds.filter(kind => !known.has(kind)), []);
  }
});
