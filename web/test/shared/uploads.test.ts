import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../../src/api/problem.ts';
import { summaryOf, UploadQueue, type UploadWays } from '../../src/shared/uploads/queue.ts';
import type { Uploaded } from '../../src/shared/uploads/upload.ts';

const file = (name: string) => ({ name, size: 1 }) as File;
const settle = () => new Promise(done => setTimeout(done, 5));
const arrived = (id: string, isNew = true) => ({ media: { id }, isNew }) as Uploaded;

interface Open {
  name: string;
  key: string;
  share: (share: number) => void;
  finish: (uploaded: Uploaded) => void;
  fail: (error: Error) => void;
}

function setUp(ways: Partial<UploadWays> = {}) {
  const open: Open[] = [];
  const done: [string, number][] = [];
  const queue = new UploadQueue({
    send: (one, key, share, signal) =>
      new Promise((finish, fail) => {
        open.push({ name: one.name, key, share, finish, fail });
        signal.addEventListener('abort', () => fail(new DOMException('Stopped', 'AbortError')));
      }),
    isOnline: () => true,
    pause: async () => {},
    onDone: ({ media }, place) => done.push([media.id, place]),
    ...ways,
  });
  return { open, done, queue, states: () => queue.state().map(upload => upload.state) };
}

test('two go at a time, and each keeps its place', async () => {
  const { open, done, queue } = setUp();
  queue.add([file('a'), file('b'), file('c')]);
  assert.deepEqual(open.map(one => one.name), ['a', 'b']);

  open[1]!.finish(arrived('B'));
  await settle();
  assert.deepEqual(open.map(one => one.name), ['a', 'b', 'c']);
  open[0]!.finish(arrived('A'));
  await settle();

  assert.deepEqual(done, [['B', 1], ['A', 0]]);
  assert.deepEqual(queue.state().map(upload => upload.file.name), ['c']);
});

test('a file whose bytes have all arrived is being looked at', () => {
  const { open, queue, states } = setUp();
  queue.add([file('a')]);
  open[0]!.share(0.5);
  assert.deepEqual(states(), ['sending']);
  open[0]!.share(1);
  assert.deepEqual(states(), ['reading']);
});

test('where the list keeps what is done, the same bytes are told apart from new ones until it is cleared', async () => {
  const { open, queue, states } = setUp({ keepsDone: true });
  queue.add([file('a'), file('b'), file('c')]);
  open[0]!.finish(arrived('A'));
  open[1]!.finish(arrived('B', false));
  await settle();

  assert.deepEqual(states(), ['done', 'known', 'sending']);
  assert.equal(summaryOf(queue.state()), '1 on the way, 2 in the library');
  queue.clear();
  assert.deepEqual(states(), ['sending']);
});

test('a refusal is said in its words, without the name of the field, and can be tried again under the same key', async () => {
  const { open, queue } = setUp();
  queue.add([file('a')]);
  open[0]!.fail(new Problem(415, { code: 'media_type_not_supported', detail: 'file: a is a PDF.', errors: { file: ['a is a PDF.'] } }));
  await settle();
  assert.deepEqual([queue.state()[0]!.state, queue.state()[0]!.problem, queue.state()[0]!.isRefused], ['failed', 'a is a PDF.', true]);

  queue.retry(queue.state()[0]!.id);
  assert.equal(open[1]!.key, open[0]!.key);
});

test('where the server takes no more for now, the file waits as long as it says and keeps its turn', async () => {
  const waits: number[] = [];
  let goOn = () => {};
  const { open, queue, states } = setUp({ pause: ms => (waits.push(ms), new Promise<void>(done => (goOn = done))) });
  queue.add([file('a'), file('b'), file('c')]);
  open[0]!.fail(new Problem(429, { retryAfter: '7' }));
  await settle();
  assert.deepEqual([waits, states(), open.length], [[7_000], ['waiting', 'sending', 'waiting'], 2]);

  goOn();
  await settle();
  assert.deepEqual(open.map(one => one.name), ['a', 'b', 'a']);
});

test('without a connection a file waits, and goes on once it is back', async () => {
  let isOnline = false;
  const { open, queue, states } = setUp({ isOnline: () => isOnline });
  queue.add([file('a')]);
  open[0]!.fail(new Problem(0, null));
  await settle();
  assert.deepEqual(states(), ['offline']);

  isOnline = true;
  queue.wake();
  assert.deepEqual(states(), ['sending']);
});

test('what is cancelled is gone, and the next takes its turn', async () => {
  const { open, queue } = setUp();
  queue.add([file('a'), file('b'), file('c')]);
  queue.cancel(queue.state()[0]!.id);
  await settle();
  assert.deepEqual(queue.state().map(upload => upload.file.name), ['b', 'c']);
  assert.equal(open.length, 3);
});
