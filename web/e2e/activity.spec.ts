import type { APIRequestContext } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** A picture and an account of the demo. */
async function things(api: APIRequestContext) {
  const [media, channels] = await Promise.all(['/api/v1/media?kind=image&limit=1', '/api/v1/channels'].map(async address => ((await (await api.get(address)).json()) as { items: { id: string; username?: string }[] }).items[0]!));
  return { mediaId: media!.id, channelId: channels!.id, username: channels!.username! };
}

test('the feed grows by itself, tells what happened in words, and can be narrowed to one thing', async ({ page, api, findings }) => {
  const { mediaId, channelId } = await things(api);
  await page.goto('/activity');
  await page.getByRole('heading', { name: 'Today' }).waitFor();

  const caption = `Feed me ${Date.now()}`;
  const post = await api.post('/api/v1/posts', { data: { type: 'image', channelIds: [channelId], mediaIds: [mediaId], caption, at: '2030-03-01T18:00:00Z' } });
  expect(post.ok(), await post.text()).toBe(true);
  const line = page.getByRole('listitem').filter({ hasText: `made “${caption}” and scheduled it for` });
  await expect(line).toBeVisible();
  await expect(line.getByRole('link', { name: caption })).toHaveAttribute('href', /\/posts\/[0-9a-f-]{36}/);

  await line.getByRole('button', { name: /^Only what happened to this/ }).click();
  await expect(page.getByText('Only what happened to')).toBeVisible();
  await expect(page).toHaveURL(/about=/);
  expect(await findings()).toEqual([]);
  await page.getByRole('button', { name: 'Show everything' }).click();

  await page.getByLabel('Kind', { exact: true }).selectOption({ label: 'Accounts' });
  await expect(page.getByText(/connected @/).first()).toBeVisible();
  await expect(page.getByText(caption)).toHaveCount(0);
});

test('figures are charts and the same as tables, and posts can be narrowed to a state', async ({ page, findings }) => {
  await page.goto('/activity?view=figures');
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
