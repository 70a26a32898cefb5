import { expect, test } from './fixtures.ts';

test('the overview puts first what needs somebody, and asks the server little', async ({ page, findings }) => {
  const asked: string[] = [];
  page.on('request', request => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/v1/') && !/thumbnail$/.test(pathname)) asked.push(pathname.replace(/[0-9a-f-]{36}/, '{id}'));
  });
  // One post of the demo is refused for its place, soon after the start.
  await expect(async () => {
    await page.goto('/');
    await expect(page.getByText('Instagram refused one of the post')).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 25_000 });
  asked.length = 0;
  await page.reload();

  await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(/needs? you$/);
  await expect(page.getByText(/^Can still go out until/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Try again/ }).first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Last 30 days' })).toBeVisible();
  // Nothing is counted in the browser any more.
  expect(asked).toContain('/api/v1/overview');
  expect(asked.filter(path => path === '/api/v1/jobs' || path === '/api/v1/figures')).toEqual([]);
  expect(await findings()).toEqual([]);

  await page.getByRole('link', { name: 'Open the figures' }).click();
  await expect(page.getByRole('tab', { name: 'Figures', selected: true })).toBeVisible();
});
