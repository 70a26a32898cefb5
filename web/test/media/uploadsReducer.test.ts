import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../src/api/problem.ts';
import { summaryOf, type UploadChange, uploadsReducer } from '../../src/pages/media/uploadsReducer.ts';

const file = { name: 'a.jpg', size: 10 } as File;
const run = (...changes: UploadChange[]) => changes.reduce(uploadsReducer, []);
const added: UploadChange = { kind: 'added', files: [{ key: 'a', file }, { key: 'b', file }] };

test('a file whose bytes have all arrived is being looked at', () => {
  assert.deepEqual(run(added, { kind: 'began', key: 'a' }, { kind: 'sent', key: 'a', share: 1 }).map(one => one.state), ['reading', 'waiting']);
});

test('the same bytes again are told apart from new ones', () => {
  assert.equal(run(added, { kind: 'done', key: 'a', mediaId: 'm', isNew: false })[0]!.state, 'known');
});

test('a refusal is shown without the name of the field', () => {
  const error = new Problem(415, { code: 'media_type_not_supported', detail: 'file: This is no picture.', errors: { file: ['This is no picture.'] } });

  assert.equal(run(added, { kind: 'failed', key: 'b', error })[1]!.trouble, 'This is no picture.');
});

test('clearing leaves what is still on its way', () => {
  const list = run(added, { kind: 'began', key: 'a' }, { kind: 'done', key: 'b', mediaId: 'm', isNew: true });

  assert.equal(summaryOf(list), '1 on the way, 1 in the library');
  assert.deepEqual(uploadsReducer(list, { kind: 'cleared' }).map(one => one.key), ['a']);
});
