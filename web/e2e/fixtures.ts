import { expect, request, test as base, type APIRequestContext, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { DemoServer } from './server.ts';

export const OWNER = { name: 'Ann Owner', email: 'ann@example.com', password: 'seven loaves before dawn' };

interface Fixtures {
  /** Speaks to the API with the demo's key. */
  api: APIRequestContext;
  /** Speaks to the stand-in of Instagram. */
  sandbox: APIRequestContext;
  /** What accessibility tools find on the page as it is now. */
  findings: (look?: Look) => Promise<string[]>;
}

interface WorkerFixtures {
  server: DemoServer;
  /** A file with the owner's cookie. */
  owner: Awaited<ReturnType<APIRequestContext['storageState']>>;
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Writes down what no page may do: break its policy, throw, or ask anybody but this server and its stand-in of Instagram. */
export function watch(page: Page, server: DemoServer): string[] {
  const wrong: string[] = [];
  page.on('pageerror', error => wrong.push(error.message));
  page.on('console', message => {
    if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text())) wrong.push(message.text());
  });
  page.on('request', asked => {
    const url = new URL(asked.url());
    if (/^(http|ws)/.test(url.protocol) && ![new URL(server.url).host, new URL(server.sandboxUrl).host].includes(url.host)) wrong.push(`asked for ${asked.url()}`);
  });
  return wrong;
}

/** What accessibility tools look at: in another theme nothing but colours is other than it was. */
type Look = 'everything' | 'colours';

const RULES: Record<Look, string[] | { type: 'rule'; values: string[] }> = {
  everything: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  colours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};

/** What accessibility tools find on a page as it is now. */
export async function findingsOf(page: Page, look: Look = 'everything'): Promise<string[]> {
  // Halfway from one colour to another nothing has contrast.
  await page.evaluate(async () => {
    await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)));
    await Promise.all(document.getAnimations().filter(one => one.effect?.getComputedTiming().iterations !== Infinity).map(one => one.finished.catch(() => undefined)));
  });
  // Not as a <script>: the page's policy takes none.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate(async runOnly => {
    const run = (window as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run;
    return (await run({ runOnly })).violations;
  }, RULES[look]);
  return found.flatMap(finding => finding.nodes.map(node => `${finding.id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`));
}

/** One server for all tests of a run, signed in as its owner; every test makes what it needs. A page that breaks its policy or throws fails its test. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await DemoServer.start();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 270_000 },
  ],
  owner: [
    async ({ server }, use) => {
      const http = await request.newContext({ baseURL: server.url });
      const answer = await http.post('/api/v1/setup', { data: { token: server.setupToken, ...OWNER } });
      expect(answer.ok(), await answer.text()).toBe(true);
      await use(await http.storageState());
      await http.dispose();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, use) => use(server.url),
  storageState: async ({ owner }, use) => use(owner),
  page: async ({ page, server }, use) => {
    const wrong = watch(page, server);
    await use(page);
    expect(wrong).toEqual([]);
  },
  api: async ({ server }, use) => {
    const http = await request.newContext({ baseURL: server.url, extraHTTPHeaders: { 'X-Api-Key': server.apiKey } });
    await use(http);
    await http.dispose();
  },
  sandbox: async ({ server }, use) => {
    const http = await request.newContext({ baseURL: server.sandboxUrl });
    await use(http);
    await http.dispose();
  },
  findings: async ({ page }, use) => use(look => findingsOf(page, look)),
});

export { expect };
