import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../src/api/problem.ts';
import { EMPTY, type MediaItem, newItem } from '../../src/pages/compose/draft/draft.ts';
import { findingsOf, findingsOfReadiness, indexOf, localFindings, partOf, together } from '../../src/pages/compose/rules/findings.ts';
import { hintOf, lockOf } from '../../src/pages/compose/rules/locks.ts';
import { limitsOf } from '../../src/pages/compose/rules/limits.ts';

const limits = limitsOf('instagram')!;
const item = newItem({ id: 'a', kind: 'image', width: 1, height: 1 } as MediaItem);
const codes = (draft: typeof EMPTY) => localFindings(draft, limits).map(finding => finding.code);

test('what is missing is said at once', () => {
  assert.deepEqual(codes(EMPTY), ['channels_missing', 'wrong_media_count']);
  assert.deepEqual(codes({ ...EMPTY, channelIds: ['c'], items: [item] }), []);
});

test('limits hold at their edge and not before', () => {
  const draft = { ...EMPTY, channelIds: ['c'], items: [item] };
  assert.deepEqual(codes({ ...draft, caption: 'x'.repeat(2_200) }), []);
  assert.deepEqual(codes({ ...draft, caption: 'x'.repeat(2_201) }), ['caption_too_long']);
  const tags = (count: number) => Array.from({ length: count }, (_, index) => `tag${index}`);
  assert.deepEqual([15, 16, 30, 31].map(count => codes({ ...draft, hashtags: tags(count) })), [[], ['many_hashtags'], ['many_hashtags'], ['too_many_hashtags']]);
});

test('where the workspace has too much cut off, it is a hint', () => {
  const draft = { ...EMPTY, channelIds: ['c'], items: [item], caption: 'x'.repeat(2_201) };
  assert.deepEqual(localFindings(draft, limits, true).map(finding => [finding.code, finding.blocks]), [['caption_shortened', false]]);
});

test('every field of the API has its part of the page', () => {
  assert.deepEqual(['mediaIds[1]', 'options.userTags[0].x', 'options.thumbOffsetMs', 'options.collaborators[0]', 'caption', ''].map(partOf), ['media', 'media', 'reel', 'people', 'caption', 'more']);
  assert.deepEqual(['mediaIds[12]', 'caption'].map(indexOf), [12, null]);
});

test('two accounts that say the same say it once', () => {
  const finding = { code: 'token_expires', field: 'channelIds', message: 'The token ends.', blocks: false, advice: null };
  const only = { ...finding, message: 'Paused.' };
  const channel = (channelId: string, findings: (typeof finding)[]) => ({ channelId, platform: 'instagram', ready: true, findings, checks: [] });
  const ready = { ready: true, checkedAt: '', findings: [], channels: [channel('1', [finding]), channel('2', [finding, only])] };
  assert.deepEqual(findingsOfReadiness(ready, new Map([['2', 'bob']])).map(one => one.message), ['The token ends.', '@bob: Paused.']);
});

test('a refusal is read as findings, and nothing is listed twice', () => {
  const problem = new Problem(422, { code: 'caption_too_long', detail: 'Too long.', findings: [{ code: 'caption_too_long', field: 'caption', message: 'Too long by 3.', blocks: true }] });
  const local = [{ code: 'caption_too_long', field: 'caption', message: 'Too long by 4.', blocks: true }, { code: 'x', field: 'hashtags', message: 'A hint', blocks: false }];
  assert.deepEqual(together(local, findingsOf(problem)).map(one => one.message), ['Too long by 4.', 'A hint']);
  assert.deepEqual(findingsOf(new Problem(0, null)), []);
});

test('locked accounts say why', () => {
  assert.match(lockOf({ platform: 'instagram', state: 'active' }, [{ platform: 'instagram', neededPlan: 'Pro' }])!, /Pro/);
  assert.match(lockOf({ platform: 'instagram', state: 'disconnected' }, [])!, /Disconnected/);
  assert.equal(lockOf({ platform: 'instagram', state: 'paused' }, []), null);
  assert.match(hintOf({ state: 'paused', health: 'valid' })!, /Paused/);
  assert.equal(hintOf({ state: 'active', health: 'valid' }), null);
});
