import type { APIRequestContext } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** A picture of its own, so that no test repeats another's. */
async function picture(api: APIRequestContext, page: import('@playwright/test').Page, hue: number) {
  const bytes = await page.evaluate(async colour => {
    const canvas = new OffscreenCanvas(1080, 1080);
    const context = canvas.getContext('2d')!;
    context.fillStyle = `hsl(${colour} 60% 50%)`;
    context.fillRect(0, 0, 1080, 1080);
    for (let i = 0; i < 40; i++) {
      context.fillStyle = `hsl(${(colour + i * 37) % 360} 70% ${20 + ((i * 13) % 60)}%)`;
      context.fillRect(((i * 271 + colour * 7) % 1000), ((i * 619) % 1000), 160, 90);
    }
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())];
  }, hue);
  const answer = await api.post('/api/v1/media', { multipart: { file: { name: `slot-${hue}.jpg`, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) } } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as { id: string };
}

/** An account that only one test knows. */
async function account(api: APIRequestContext, sandbox: APIRequestContext, username: string) {
  const token = `token-${username}`;
  expect((await sandbox.post('/sandbox/accounts', { data: { username, token } })).ok()).toBe(true);
  const answer = await api.post('/api/v1/channels', { data: { platform: 'instagram', accessToken: token } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as { id: string };
}

test('a category and a slot are made, changed and deleted', async ({ page, api, sandbox, findings }) => {
  await account(api, sandbox, 'slots.bakery');
  await page.goto('/settings/slots');
  await page.getByRole('button', { name: 'New category…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Sourdough');
  await page.getByRole('radio', { name: 'Orange' }).check();
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByText('No slot is only for it')).toBeVisible();

  // The demo has an account of its own beside this one.
  await page.getByText('@slots.bakery · 0').click();
  await page.getByRole('button', { name: 'New slot…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Every day' }).click();
  await dialog.getByLabel('Time').fill('18:00');
  await dialog.getByLabel('For posts of').selectOption({ label: 'Sourdough' });
  expect(await findings()).toEqual([]);
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('button', { name: /^Sourdough, Tuesday 18:00/ })).toBeVisible();
  expect(await findings()).toEqual([]);

  await page.getByRole('button', { name: /^Sourdough, Tuesday 18:00/ }).click();
  await dialog.getByText('Tue', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'New slot on Tuesday at 18:00' })).toBeVisible();

  await page.getByRole('button', { name: /^Sourdough, Monday 18:00/ }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('@slots.bakery has no slots yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: /^Sourdough, Monday 18:00/ })).toBeVisible();

  await page.getByRole('button', { name: 'Delete Sourdough' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('One slot takes any post now.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Any post, Monday 18:00/ })).toBeVisible();
});

test('a free place of the calendar becomes a post at its time, and the next free slot takes the one after it', async ({ page, api, sandbox, findings }) => {
  const { id: channelId } = await account(api, sandbox, 'places.bakery');
  const { id: categoryId } = (await (await api.post('/api/v1/categories', { data: { name: 'Places', colour: '#e8590c' } })).json()) as { id: string };
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  expect((await api.post('/api/v1/slots', { data: { channelId, categoryId, weekdays, time: '11:30' } })).ok()).toBe(true);

  await page.goto(`/calendar?view=agenda&accounts=${channelId}`);
  await expect(page.getByRole('link', { name: /New post at 11:30.*places\.bakery.*Places/ }).nth(3)).toBeVisible();
  await page.getByRole('button', { name: /^Places to fill/ }).click();
  await expect(page.getByRole('link', { name: /New post at 11:30/ })).toHaveCount(0);
  await page.getByRole('button', { name: /^Places to fill/ }).click();
  await page.getByText('Week', { exact: true }).click();
  await page.getByRole('button', { name: 'Next week' }).click();
  const place = page.locator('.fc-event, [class*=place]').filter({ hasText: 'A place to fill' });
  await expect(place.first()).toBeVisible();
  expect(await findings()).toEqual([]);
  await place.first().click();

  await expect(page).toHaveURL(/compose\?.*category=/);
  await expect(page.getByLabel('Category')).toHaveValue(categoryId);
  await expect(page.getByRole('checkbox', { name: /places\.bakery/ })).toBeChecked();
  await expect(page.getByLabel('Time', { exact: true })).toHaveValue('11:30');

  const { id: mediaId } = await picture(api, page, 25);
  const post = (await (await api.post('/api/v1/posts', { data: { type: 'image', channelIds: [channelId], mediaIds: [mediaId], caption: 'For a slot', categoryId } })).json()) as { id: string };
  await page.goto(`/posts/${post.id}/edit`);
  await page.getByRole('button', { name: 'Other ways' }).click();
  await page.getByRole('button', { name: 'Next free slot…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  await expect(dialog.getByRole('radio', { name: /11:30/ }).nth(2)).toBeVisible();
  expect(await findings()).toEqual([]);
  await dialog.getByRole('button', { name: 'Take this slot' }).click();
  await expect(page).toHaveURL(new RegExp(`/posts/${post.id}$`));
  const taken = (await (await api.get(`/api/v1/posts/${post.id}`)).json()) as { at: string; categoryId: string };
  expect(taken.categoryId).toBe(categoryId);
  expect((await (await api.get(`/api/v1/slots/next?channelId=${channelId}&categoryId=${categoryId}`)).json()).items[0].at).not.toBe(taken.at);
});

test('where there is no free slot it says why, and leads to the slots', async ({ page, api, sandbox, findings }) => {
  const { id: channelId } = await account(api, sandbox, 'noslots.bakery');
  await page.goto('/');
  const { id: mediaId } = await picture(api, page, 200);
  const post = (await (await api.post('/api/v1/posts', { data: { type: 'image', channelIds: [channelId], mediaIds: [mediaId], caption: 'No slot' } })).json()) as { id: string };
  await page.goto(`/posts/${post.id}/edit`);
  await page.getByRole('button', { name: 'Other ways' }).click();
  await page.getByRole('button', { name: 'Next free slot…' }).click();
  await expect(page.getByText('@noslots.bakery has no slots yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take this slot' })).toBeDisabled();
  await expect(page.getByRole('link', { name: 'add slots in the settings' })).toHaveAttribute('href', '/settings/slots');
  expect(await findings()).toEqual([]);
});
