// BullMQ. plan.fast: the log of Redis reaches the disk once a second instead of with every command.
import { Queue, Worker } from 'bullmq';
import Redis from 'ioredis';
import { inSlices, measure, plan, work } from './measure.js';

const connection = new Redis({ host: '127.0.0.1', port: plan.redisPort, maxRetriesPerRequest: null });
const redis = connection.duplicate();
const queue = new Queue('publish', { connection });
await redis.config('SET', 'appendfsync', 'everysec');
await redis.flushall();

const far = { delay: 30 * 86_400_000 };
for (let n = 0; n < plan.backlog; n += 5000) {
  await queue.addBulk(Array.from({ length: Math.min(5000, plan.backlog - n) }, () => ({ name: 'p', data: {}, opts: far })));
}

async function add(list) {
  await redis.config('SET', 'appendfsync', 'everysec');
  await inSlices(list, 2000, slice => queue.addBulk(slice.map(job => ({
    name: 'p', data: job, opts: { removeOnComplete: true, ...(job.due ? { delay: Math.max(0, job.due - Date.now()) } : {}) },
  }))));
  await redis.config('SET', 'appendfsync', plan.fast ? 'everysec' : 'always');
}

await measure(add, async () => {
  const worker = new Worker('publish', job => work(job.data), { connection, concurrency: plan.concurrency });
  worker.on('error', error => console.error(error.message));
});
