import { expect, test } from '../steps/test.ts';

/** What is seen before the scripts are there (6-dashboard, bars: the first paint waits for none of them). */
test.describe('the first moment of a page', () => {
  test('the frame shows in the colours that were chosen, and makes room for the page', async ({ page, space }) => {
    await space.connect();
    await page.emulateMedia({ colorScheme: 'light' });
    await page.addInitScript(() => localStorage.setItem('mantine-color-scheme-value', 'dark'));
    let open = () => {};
    const held = new Promise<void>(done => (open = done));
    await page.route(/\/assets\/start-[^/]+\.js$/, async route => {
      await held;
      await route.continue();
    });

    await page.goto('/calendar', { waitUntil: 'commit' });
    const frame = page.locator('#opening');
    await expect(frame.locator('svg')).toBeVisible();
    await expect(frame).toHaveCSS('background-color', 'rgb(22, 24, 27)');
    await expect.poll(() => page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length)).toBe(1);
    const [header, aside] = [await frame.locator('header').boundingBox(), await frame.locator('aside').boundingBox()];

    open();
    await expect(page.getByRole('heading', { name: 'Calendar', level: 1 })).toBeVisible();
    await expect(frame).toHaveCount(0);
    expect(await page.getByRole('banner').boundingBox()).toEqual(header);
    expect(await page.locator('.mantine-AppShell-navbar').boundingBox()).toEqual(aside);
  });
});
