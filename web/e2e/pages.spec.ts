import { request } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { expect, test as base } from './fixtures.ts';
import { dayNextMonth } from './steps/calendar.ts';
import { fillMonth, type Month } from './steps/month.ts';
import { Space } from './steps/space.ts';

/** Every page with a month of posts in it, both themes, desk and phone: nothing for axe to find, nothing wider than the screen, and a picture to look at. */
const PICTURES = process.env['POSTHASTE_SCREENSHOTS'];

type Filled = Month & { spaceId: string };

const test = base.extend<object, { month: Filled }>({
  month: [
    async ({ server, owner }, use) => {
      const sandbox = await request.newContext({ baseURL: server.sandboxUrl });
      const space = await Space.open(server, owner, sandbox, 'Harbour Bakery');
      await use({ ...(await fillMonth(space)), spaceId: space.id });
      await space.close();
      await sandbox.dispose();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  context: async ({ context, month }, use) => {
    await context.addInitScript(id => localStorage.setItem('posthaste.workspace', id), month.spaceId);
    await use(context);
  },
});

const PAGES: Record<string, (month: Month) => string> = {
  overview: () => '/',
  calendar: () => '/calendar?view=month',
  'calendar-next': () => `/calendar?view=month&date=${dayNextMonth(1)}`,
  'calendar-week': () => '/calendar?view=week',
  'calendar-day': () => '/calendar?view=day',
  'calendar-agenda': () => '/calendar?view=agenda',
  'calendar-post': month => `/calendar?post=${month.published}`,
  compose: () => '/compose',
  edit: month => `/posts/${month.draft}/edit`,
  post: month => `/posts/${month.published}`,
  'post-failed': month => `/posts/${month.failed}`,
  'post-pending': month => `/posts/${month.pending}`,
  posts: () => '/posts',
  'posts-series': () => '/posts?tab=series',
  approvals: () => '/approvals',
  media: () => '/media',
  'media-item': month => `/media?item=${month.mediaId}`,
  accounts: () => '/accounts',
  account: month => `/accounts/${month.channelId}`,
  alerts: () => '/alerts',
  health: () => '/health',
  handovers: () => '/handovers',
  activity: () => '/activity',
  'activity-figures': () => '/activity?view=figures',
  'activity-posts': () => '/activity?view=posts',
  transfer: () => '/transfer',
  'transfer-export': () => '/transfer?part=export',
  'transfer-feeds': () => '/transfer?part=feeds',
  'settings-workspace': () => '/settings/workspace',
  'settings-slots': () => '/settings/slots',
  'settings-members': () => '/settings/members',
  'settings-keys': () => '/settings/keys',
  'settings-handover': () => '/settings/handover',
  'settings-notifications': () => '/settings/notifications',
  'settings-platforms': () => '/settings/platforms',
  'settings-storage': () => '/settings/storage',
  'settings-usage': () => '/settings/usage',
  'settings-account': () => '/settings/account',
};

for (const [width, height] of [[1440, 900], [390, 844]] as const) {
  test.describe(`at ${width} px`, () => {
    test.use({ viewport: { width, height } });
    for (const [name, address] of Object.entries(PAGES)) {
      test(`${name} is accessible and fits, in light and dark`, async ({ page, month, findings }) => {
        await page.emulateMedia({ colorScheme: 'light' });
        await page.goto(address(month));
        await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
        await page.waitForLoadState('networkidle');
        await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
        for (const scheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme: scheme });
          await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
          if (PICTURES) {
            await page.waitForFunction(() => [...document.images].filter(one => one.checkVisibility() && one.getBoundingClientRect().top < innerHeight).every(one => one.complete));
            mkdirSync(PICTURES, { recursive: true });
            await page.screenshot({ path: `${PICTURES}/${name}-${width}-${scheme}.png`, animations: 'disabled' });
          }

          expect(await findings(scheme === 'light' ? 'everything' : 'colours'), scheme).toEqual([]);
        }
      });
    }
  });
}
