import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../src/api/problem.ts';
import type { MediaItem } from '../../src/pages/compose/draft/draft.ts';
import { UploadQueue } from '../../src/pages/compose/upload/queue.ts';

const file = (name: string) => ({ name, size: 1 }) as File;
const settle = () => new Promise(done => setTimeout(done, 5));

function setUp(isOnline = () => true) {
  const open: { name: string; key: string; finish: (item: MediaItem) => void; fail: (error: Error) => void }[] = [];
  const done: [string, number][] = [];
  const queue = new UploadQueue(
    (one, key) => {
      let [finish, fail] = [(_: MediaItem) => {}, (_: Error) => {}];
      const promise = new Promise<MediaItem>((resolve, reject) => ([finish, fail] = [resolve, reject]));
      open.push({ name: one.name, key, finish, fail });
      return { done: promise, cancel: () => fail(new DOMException('Cancelled', 'AbortError')) };
    },
    isOnline,
    (item, place) => done.push([item.id, place]),
  );
  return { open, done, queue };
}

test('two go at a time, and each keeps its place', async () => {
  const { open, done, queue } = setUp();
  queue.add([file('a'), file('b'), file('c')]);
  assert.deepEqual(open.map(one => one.name), ['a', 'b']);

  open[1]!.finish({ id: 'B' } as MediaItem);
  await settle();
  assert.deepEqual(open.map(one => one.name), ['a', 'b', 'c']);
  open[0]!.finish({ id: 'A' } as MediaItem);
  await settle();

  assert.deepEqual(done, [['B', 1], ['A', 0]]);
  assert.deepEqual(queue.state().map(upload => upload.file.name), ['c']);
});

test('a refusal is said in its words, and can be tried again under the same key', async () => {
  const { open, queue } = setUp();
  queue.add([file('a')]);
  open[0]!.fail(new Problem(415, { detail: 'a is a PDF.' }));
  await settle();
  assert.deepEqual([queue.state()[0]!.state, queue.state()[0]!.problem], ['failed', 'a is a PDF.']);

  queue.retry(queue.state()[0]!.id);
  assert.equal(open[1]!.key, open[0]!.key);
});

test('without a connection a file waits, and goes on once it is back', async () => {
  let isOnline = false;
  const { open, queue } = setUp(() => isOnline);
  queue.add([file('a')]);
  open[0]!.fail(new Problem(0, null));
  await settle();
  assert.equal(queue.state()[0]!.state, 'offline');

  isOnline = true;
  queue.wake();
  assert.equal(queue.state()[0]!.state, 'sending');
});

test('what is cancelled is gone, and the next takes its turn', async () => {
  const { open, queue } = setUp();
  queue.add([file('a'), file('b'), file('c')]);
  queue.cancel(queue.state()[0]!.id);
  await settle();
  assert.deepEqual(queue.state().map(upload => upload.file.name), ['b', 'c']);
  assert.equal(open.length, 3);
});
