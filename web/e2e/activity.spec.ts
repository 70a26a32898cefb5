import { test as demoTest } from './fixtures.ts';
import { makePost } from './steps/posts.ts';
import { expect, findingsOf, test } from './steps/test.ts';

test('the feed grows by itself, tells what happened in words, and can be narrowed to one thing', async ({ page, space }) => {
  const account = await space.connect();
  await page.goto('/activity');
  await page.getByRole('heading', { name: 'Today' }).waitFor();

  const caption = 'Feed me';
  await makePost(space, account, caption, { at: '2030-03-01T18:00:00Z' });
  const line = page.getByRole('listitem').filter({ hasText: `made “${caption}” and scheduled it for` });
  await expect(line).toBeVisible();
  await expect(line.getByRole('link', { name: caption })).toHaveAttribute('href', /\/posts\/[0-9a-f-]{36}/);

  await line.getByRole('button', { name: /^Only what happened to this/ }).click();
  await expect(page.getByText('Only what happened to')).toBeVisible();
  await expect(page).toHaveURL(/about=/);
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Show everything' }).click();

  await page.getByLabel('Kind', { exact: true }).selectOption({ label: 'Accounts' });
  await expect(page.getByText(/connected @/).first()).toBeVisible();
  await expect(page.getByText(caption)).toHaveCount(0);
});

demoTest('figures are charts and the same as tables, and posts can be narrowed to a state', async ({ page, findings }) => {
  await page.goto('/activity?view=figures');
  const rates = page.getByRole('region', { name: 'How well it works' });
  await expect(rates.getByRole('row')).toHaveCount(6);
  await expect(rates.getByRole('row', { name: /^Success rate/ })).toContainText('at least 99 %');
  const daily = page.getByRole('region', { name: 'Published per day' });
  await daily.getByRole('button', { name: /as a table/ }).click();
  await expect(daily.getByRole('columnheader')).toHaveText(['Day', 'Published', 'Did not go out', 'Never tried']);
  await expect(daily.getByRole('row')).toHaveCount(31);
  await page.getByRole('button', { name: '7 days' }).click();
  await expect(daily.getByRole('row')).toHaveCount(8);
  expect(await findings()).toEqual([]);

  await page.getByRole('tab', { name: 'Posts' }).click();
  await page.getByLabel('State', { exact: true }).selectOption({ label: 'Cancelled' });
  await expect(page.getByRole('heading', { name: 'Nothing was due that fits' })).toBeVisible();
  expect(await findings()).toEqual([]);
});
