// Graphile Worker. plan.fast: its local queue and batched completion; plan.strict: one queue for each account.
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { measure, plan, work } from './measure.js';
import { fresh } from './postgres.js';

const pool = await fresh('graphile');
const utils = await makeWorkerUtils({ pgPool: pool });
await utils.migrate();

const insert = (from, spec, values) => pool.query(
  `SELECT count(*) FROM graphile_worker.add_jobs(array(SELECT ${spec}::graphile_worker.job_spec FROM ${from}))`, values);
for (let n = 0; n < plan.backlog; n += 100_000) {
  await insert('generate_series(1, $1::int)', `('publish', '{}'::json, NULL, now() + interval '30 days' + random() * interval '30 days', NULL, NULL, NULL, NULL)`,
    [Math.min(100_000, plan.backlog - n)]);
}
const queue = plan.strict ? `'a' || (job->>'account')` : 'NULL';

async function add(list) {
  await insert('json_array_elements($1::json) job', `('publish', job, ${queue}, coalesce(to_timestamp((job->>'due')::float8 / 1000), now()), NULL, NULL, NULL, NULL)`,
    [JSON.stringify(list)]);
  await pool.query('VACUUM ANALYZE graphile_worker._private_jobs');
}

await measure(add, () => run({
  pgPool: pool,
  taskList: { publish: job => work(job) },
  noHandleSignals: true,
  logger: new Logger(() => () => {}),
  preset: {
    worker: {
      concurrentJobs: plan.concurrency,
      maxPoolSize: 20,
      ...(plan.pollMs ? { pollInterval: plan.pollMs } : {}),
      ...(plan.fast ? { localQueue: { size: plan.concurrency + 1 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } : {}),
    },
  },
}));
