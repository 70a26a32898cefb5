import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

async function goToTransfer(page: Page, part?: string): Promise<void> {
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Import and export' }).click();
  if (part !== undefined) await page.getByRole('tab', { name: part }).click();
}

test('a file is looked at row by row before anything is made of it, and a second time makes nothing', async ({ page, api, findings }) => {
  const { items } = (await (await api.get('/api/v1/media?kind=image&limit=1')).json()) as { items: { fileName: string }[] };
  const name = `Row ${Date.now()}`;
  const file = {
    name: 'week.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(['type,channels,media,caption,at', `image,harbour.bakery,${items[0]!.fileName},${name},2031-03-01 18:00`, `image,nobody,${items[0]!.fileName},Lost,`].join('\n')),
  };
  await goToTransfer(page);
  expect(await findings()).toEqual([]);

  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('2 rows: 1 post can be made; 1 row must be mended first.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'To mend in channels' })).toContainText('nobody');
  expect(((await (await api.get('/api/v1/calendar?from=2031-03-01T00:00:00Z&to=2031-03-02T00:00:00Z')).json()) as { items: unknown[] }).items).toEqual([]);
  expect(await findings()).toEqual([]);

  await page.getByRole('radio', { name: 'Scheduled posts' }).check();
  await page.getByRole('button', { name: 'Import and schedule 1 post' }).click();
  await expect(page.getByText('1 post was made; 1 row must be mended.')).toBeVisible();
  await expect(page.getByRole('link', { name })).toHaveAttribute('href', /\/posts\/[0-9a-f-]{36}/);
  expect(await findings()).toEqual([]);

  await page.getByRole('button', { name: 'Import another file' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText('1 row became a post before and stays as it is')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Nothing to import' })).toBeDisabled();
});

test('posts go out as a file of the chosen days and states', async ({ page, findings }) => {
  await goToTransfer(page, 'Export posts');
  await page.getByRole('checkbox', { name: 'Published', exact: true }).check();
  expect(await findings()).toEqual([]);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download' }).click()]);

  expect(download.suggestedFilename()).toBe('posthaste-posts.csv');
  expect(new URL(download.url()).search).toMatch(/^\?format=csv&from=.+&to=.+&state=published$/);
});

test('a calendar feed is shown once, read by anybody who has it, and ended', async ({ page, playwright, findings }) => {
  await goToTransfer(page, 'Calendar feeds');
  const name = `Feed ${Date.now()}`;
  await page.getByRole('button', { name: 'New feed…' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByRole('checkbox', { name: 'Published', exact: true }).check();
  expect(await findings()).toEqual([]);
  await page.getByRole('button', { name: 'Make the feed' }).click();
  const address = (await page.getByRole('dialog').getByText('/ical/').textContent())!;
  const anybody = await playwright.request.newContext();
  expect(await (await anybody.get(address)).text()).toContain('BEGIN:VCALENDAR');

  await page.getByLabel('I have kept it').check();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: `End ${name}` }).click();
  await page.getByRole('button', { name: 'End the feed' }).click();
  await expect(page.getByText(name)).toHaveCount(0);
  expect((await anybody.get(address)).status()).toBe(404);
  expect(await findings()).toEqual([]);
  await anybody.dispose();
});
