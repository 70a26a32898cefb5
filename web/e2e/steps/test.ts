import type { BrowserContextOptions, Page } from '@playwright/test';
import { expect, findingsOf, test as base, watch } from '../fixtures.ts';
import { type Member, Space } from './space.ts';

interface Steps {
  /** A workspace of this test's own. */
  space: Space;
  /** A further tab of the owner, in the same browser. */
  tab: () => Promise<Page>;
  /** The browser of somebody else. */
  browserOf: (member: Member, more?: BrowserContextOptions) => Promise<Page>;
}

/** The tests of flows: each in a workspace of its own, which its pages show. */
export const test = base.extend<Steps>({
  space: async ({ server, owner, sandbox }, use) => {
    const space = await Space.open(server, owner, sandbox);
    await use(space);
    await space.close();
  },
  context: async ({ context, space }, use) => {
    await context.addInitScript(id => localStorage.setItem('posthaste.workspace', id), space.id);
    await use(context);
  },
  tab: async ({ context, server }, use) => {
    const wrong: string[][] = [];
    await use(async () => {
      const page = await context.newPage();
      wrong.push(watch(page, server));
      return page;
    });
    expect(wrong.flat()).toEqual([]);
  },
  browserOf: async ({ browser, server, space }, use) => {
    const wrong: string[][] = [];
    const open: (() => Promise<void>)[] = [];
    await use(async (member, more = {}) => {
      const context = await browser.newContext({ baseURL: server.url, storageState: member.cookies, viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Berlin', ...more });
      await context.addInitScript(id => localStorage.setItem('posthaste.workspace', id), space.id);
      open.push(() => context.close());
      const page = await context.newPage();
      wrong.push(watch(page, server));
      return page;
    });
    for (const close of open) await close();
    expect(wrong.flat()).toEqual([]);
  },
});

export { expect, findingsOf };
