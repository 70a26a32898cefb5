import { mkdirSync } from 'node:fs';
import { expect, test } from './fixtures.ts';

/** Every page, both themes, desk and phone: nothing for axe to find, nothing wider than the screen, and a picture to look at. */
const PICTURES = process.env['POSTHASTE_SCREENSHOTS'];

const PAGES: Record<string, string> = {
  overview: '/',
  calendar: '/calendar',
  compose: '/compose',
  posts: '/posts',
  'posts-series': '/posts?tab=series',
  approvals: '/approvals',
  media: '/media',
  accounts: '/accounts',
  activity: '/activity',
  'activity-figures': '/activity?view=figures',
  'activity-posts': '/activity?view=posts',
  transfer: '/transfer',
  'transfer-export': '/transfer?part=export',
  'transfer-feeds': '/transfer?part=feeds',
  'settings-workspace': '/settings/workspace',
  'settings-slots': '/settings/slots',
  'settings-members': '/settings/members',
  'settings-keys': '/settings/keys',
  'settings-account': '/settings/account',
};

for (const [width, height] of [[1440, 900], [390, 844]] as const) {
  for (const scheme of ['light', 'dark'] as const) {
    test.describe(`${width} ${scheme}`, () => {
      test.use({ viewport: { width, height }, colorScheme: scheme });
      for (const [name, address] of Object.entries(PAGES)) {
        test(`${name} is accessible and fits`, async ({ page, findings }) => {
          await page.goto(address);
          await page.getByRole('heading', { level: 1 }).waitFor();
          await page.waitForLoadState('networkidle');
          if (PICTURES) {
            mkdirSync(PICTURES, { recursive: true });
            await page.screenshot({ path: `${PICTURES}/${name}-${width}-${scheme}.png`, animations: 'disabled' });
          }

          expect(await findings()).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
        });
      }
    });
  }
}
