// What every other queue has in common here: the same call to the same stub, and the stub's word for what came of it.
import http from 'node:http';

/** What to do, as one JSON object: see Peer.cs. */
export const plan = JSON.parse(process.argv[2]);

const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });
const stub = new URL(plan.stub);
let left;
let finish;

function expect(count) {
  left = count;
  return new Promise(resolve => { finish = resolve; });
}

function send(method, path) {
  return new Promise((resolve, reject) => {
    const body = method === 'POST' ? '{"caption":"Measured"}' : undefined;
    const headers = body ? { 'Content-Type': 'application/json', 'Content-Length': body.length } : {};
    const request = http.request({ host: stub.hostname, port: stub.port, method, path, agent, headers }, answer => {
      answer.resume();
      answer.on('end', resolve);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The work of one job: the call that publishes, or all calls of a post. */
export async function work({ id, account, due }) {
  if (plan.whole) {
    await send('POST', '/create');
    await send('GET', '/status');
  }
  await send('POST', `/call?job=${id}&account=${account}${due ? `&due=${due}` : ''}`);
  if (plan.whole) await send('GET', '/link');
  if (--left === 0) finish();
}

/** The jobs to measure. Paced ones, and those of a burst, are due from plan.ahead seconds on. */
function jobs() {
  const from = Date.now() + plan.ahead * 1000;
  const due = n => (plan.ahead > 0 ? from + (plan.rate > 0 ? Math.floor((n * 1000) / plan.rate) : 0) : undefined);
  return Array.from({ length: plan.jobs }, (_, n) => ({ id: n + 1, account: n % plan.channels, due: due(n) }));
}

/** Calls add with slices of the list. */
export async function inSlices(list, size, add) {
  for (let from = 0; from < list.length; from += size) await add(list.slice(from, from + size));
}

/** Runs the queue until every job has made its call, or the time is up, and prints what the stub saw. Where jobs have their
    instant, it is running already, and warm; else it is started on what is there. */
export async function measure(add, start) {
  if (plan.warm > 0) {
    const warmed = expect(plan.warm);
    await add(Array.from({ length: plan.warm }, (_, n) => ({ id: -n - 1, account: `w${n % plan.channels}` })));
    await start();
    await warmed;
  }
  await send('POST', '/reset');
  const finished = expect(plan.jobs);
  await add(jobs());
  const begunAt = Date.now();
  const cpu = process.cpuUsage();
  if (plan.warm === 0) await start();
  await Promise.race([finished, new Promise(resolve => setTimeout(resolve, plan.seconds * 1000).unref())]);
  const used = process.cpuUsage(cpu);
  const seen = await (await fetch(new URL('/stats', stub))).json();
  const said = JSON.stringify({ begunAt, cpuSeconds: (used.user + used.system) / 1e6, memoryMb: process.memoryUsage().rss / 1e6, seen });
  // A pipe takes 64 KiB at a time: an exit before the rest is through would cut it off.
  process.stdout.write(`${said}\n`, () => process.exit(0));
}
