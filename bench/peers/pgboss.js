// pg-boss. plan.fast: batches of fifty, and no pause after a full one; plan.strict: one job of an account at once, as far as it goes.
import { PgBoss } from 'pg-boss';
import { inSlices, measure, plan, work } from './measure.js';
import { fresh } from './postgres.js';

const pool = await fresh('pgboss');
const boss = new PgBoss({ connectionString: `${plan.postgres}/pgboss`, max: 20 });
boss.on('error', error => console.error(error.message));
await boss.start();
await boss.createQueue('publish');

const far = new Date(Date.now() + 30 * 86_400_000);
for (let n = 0; n < plan.backlog; n += 5000) {
  await boss.insert('publish', Array.from({ length: Math.min(5000, plan.backlog - n) }, () => ({ data: {}, startAfter: far })));
}

async function add(list) {
  await inSlices(list, 2000, slice => boss.insert('publish', slice.map(job => ({
    data: job,
    ...(job.due ? { startAfter: new Date(job.due) } : {}),
    ...(plan.strict ? { group: { id: `a${job.account}` } } : {}),
  }))));
  await pool.query('VACUUM ANALYZE pgboss.job_common').catch(() => pool.query('VACUUM ANALYZE'));
}

const fast = { batchSize: 50, localConcurrency: Math.max(1, Math.floor(plan.concurrency / 50)), pollingIntervalSeconds: 0.5, burstWhenBatchFull: true };
const usual = { batchSize: 1, localConcurrency: plan.concurrency, ...(plan.pollMs ? { pollingIntervalSeconds: plan.pollMs / 1000 } : {}) };
await measure(add, () => boss.work('publish', { ...(plan.fast ? fast : usual), ...(plan.strict ? { groupConcurrency: 1 } : {}) },
  list => Promise.all(list.map(job => work(job.data)))));
