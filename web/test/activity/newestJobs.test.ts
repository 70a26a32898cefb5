import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newestJobs } from '../../src/pages/activity/posts/newestJobs.ts';
import { job } from '../post/things.ts';

/** A server with a job at each of these times, which notes what it is asked for. */
function server(...times: string[]) {
  const asked: string[] = [];
  const read = (from: string, to: string) => {
    asked.push(`${from.slice(0, 10)}/${to.slice(0, 10)}`);
    return Promise.resolve(times.map(dueAt => job({ id: dueAt, dueAt })).filter(one => one.dueAt >= from && one.dueAt < to));
  };
  return { asked, read };
}

const [from, to] = ['2026-03-01T00:00:00.000Z', '2026-03-31T00:00:00.000Z'] as const;

test('the newest come first, and what follows begins where they end', async () => {
  const { read } = server('2026-03-02T10:00:00.000Z', '2026-03-30T09:00:00.000Z', '2026-03-30T10:00:00.000Z');

  const first = await newestJobs(read, from, to, 2);
  const second = await newestJobs(read, from, first.before!, 2);

  assert.deepEqual(first.jobs.map(one => one.id), ['2026-03-30T10:00:00.000Z', '2026-03-30T09:00:00.000Z']);
  assert.deepEqual([second.jobs.map(one => one.id), second.before], [['2026-03-02T10:00:00.000Z'], null]);
});

test('an empty month takes few requests', async () => {
  const { asked, read } = server();

  assert.deepEqual(await newestJobs(read, from, to), { jobs: [], before: null });
  assert.equal(asked.length, 5);
});
