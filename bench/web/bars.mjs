// The dashboard's figures in docs/performance.md: bench/web/run
// A demo server, a month with 2,000 posts, and a Chromium with an empty cache.
import { chromium, request } from '../../web/node_modules/@playwright/test/index.mjs';
import { DemoServer } from '../../web/e2e/server.ts';

const POSTS = Number(process.env.POSTS ?? 2_000);
const ROUNDS = Number(process.env.ROUNDS ?? 7);
const OWNER = { name: 'Ann', email: 'ann@example.com', password: 'seven loaves before dawn' };

const median = values => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const ok = async answer => {
  if (!answer.ok()) throw new Error(`${answer.status()} ${answer.url()}: ${await answer.text()}`);
  return answer.status() === 204 ? null : answer.json();
};

const server = await DemoServer.start();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const api = await request.newContext({ baseURL: server.url, extraHTTPHeaders: { 'X-Api-Key': server.apiKey } });
  const anonymous = await request.newContext({ baseURL: server.url });
  await ok(await anonymous.post('/api/v1/setup', { data: { token: server.setupToken, ...OWNER } }));
  const storageState = await anonymous.storageState();

  const [channel] = (await ok(await api.get('/api/v1/channels'))).items;
  const media = (await ok(await api.get('/api/v1/media'))).items;
  const month = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 1, 1, 6));
  for (let n = 0; n < POSTS; n++) {
    const at = new Date(month.getTime() + (n % 28) * 86_400_000 + Math.floor(n / 28) * 720_000).toISOString();
    await ok(await api.post('/api/v1/posts', { data: { type: 'image', channelIds: [channel.id], mediaIds: [media[n % media.length].id], caption: `Post ${n} of a full month`, at, force: true } }));
  }
  console.log(`${POSTS} posts in ${month.toISOString().slice(0, 7)}`);

  const opened = async address => {
    const context = await browser.newContext({ storageState, baseURL: server.url, viewport: { width: 1440, height: 900 }, timezoneId: 'Europe/Berlin' });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await cdp.send('Network.enable');
    const sizes = { code: 0, rest: 0 };
    const kinds = new Map();
    cdp.on('Network.responseReceived', one => kinds.set(one.requestId, one.response.url));
    cdp.on('Network.loadingFinished', one => (sizes[/\/(assets\/|icon)|\/calendar/.test(new URL(kinds.get(one.requestId) ?? 'http://x/').pathname) && !(kinds.get(one.requestId) ?? '').includes('/api/') ? 'code' : 'rest'] += one.encodedDataLength));
    await page.addInitScript(() => {
      window.longTasks = [];
      new PerformanceObserver(list => window.longTasks.push(...list.getEntries().map(entry => entry.duration))).observe({ type: 'longtask', buffered: true });
    });
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    return { context, page, sizes };
  };

  const paints = [], codes = [], pictures = [];
  for (let round = 0; round < ROUNDS; round++) {
    const { context, page, sizes } = await opened('/calendar');
    paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime));
    codes.push(sizes.code);
    pictures.push(sizes.rest);
    await context.close();
  }
  console.log(`calendar, empty cache: page, scripts and styles ${(median(codes) / 1000).toFixed(0)} kB transferred; answers of the API and pictures ${(median(pictures) / 1000).toFixed(0)} kB; first contentful paint ${median(paints).toFixed(0)} ms (median of ${ROUNDS})`);

  const { context, page } = await opened(`/calendar?view=month&date=${month.toISOString().slice(0, 10)}`);
  await page.getByText('of a full month').first().waitFor();
  const longest = async what => {
    await page.evaluate(() => (window.longTasks.length = 0));
    await what();
    return Math.max(0, ...(await page.evaluate(() => window.longTasks)));
  };
  const scroll = await longest(async () => {
    for (let n = 0; n < 30; n++) {
      await page.mouse.wheel(0, n < 15 ? 300 : -300);
      await page.waitForTimeout(50);
    }
  });
  const drag = await longest(async () => {
    const entry = page.getByText('of a full month').first();
    const box = await entry.boundingBox();
    await page.mouse.move(box.x + 5, box.y + 5);
    await page.mouse.down();
    for (let n = 1; n <= 40; n++) await page.mouse.move(box.x + n * 10, box.y + n * 4);
    await page.keyboard.press('Escape');
    await page.mouse.up();
  });
  console.log(`month of ${POSTS} posts: longest task while scrolling ${scroll.toFixed(0)} ms, while dragging ${drag.toFixed(0)} ms`);
  await context.close();

  // A day with nothing else on it, and half an hour for each: what a full cell of a month has no room for would not be seen.
  const delays = [];
  const quiet = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 2, 10, 8));
  const day = await opened(`/calendar?view=day&date=${quiet.toISOString().slice(0, 10)}`);
  for (let round = 0; round < ROUNDS; round++) {
    const caption = `Seen live ${round}`;
    const at = new Date(quiet.getTime() + round * 1_800_000).toISOString();
    await ok(await api.post('/api/v1/posts', { data: { type: 'image', channelIds: [channel.id], mediaIds: [media[0].id], caption, at, force: true } }));
    const begun = performance.now();
    await day.page.getByText(caption).first().waitFor();
    delays.push(performance.now() - begun);
  }
  console.log(`a change of the server is on the screen after ${median(delays).toFixed(0)} ms, at most ${Math.max(...delays).toFixed(0)} ms (${ROUNDS} times)`);
} finally {
  await browser.close();
  await server.stop();
}
