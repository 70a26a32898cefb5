import { expect, test } from './fixtures.ts';

test('an address that the server does not go to is refused in its words, beside the field', async ({ page, findings }) => {
  await page.goto('/media');
  await page.getByRole('button', { name: 'From the web' }).click();
  const field = page.getByLabel('Address of a picture or video');
  await field.fill('http://127.0.0.1/bread.jpg');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('dialog')).toContainText('not on the public web');
  expect(await findings()).toEqual([]);
});

test('the library is searched, says who uses a file, and shows another one in its drafts', async ({ page, api, findings }) => {
  const channelId = (await (await api.get('/api/v1/channels')).json()).items[0].id;
  const [old, other] = (await (await api.get('/api/v1/media?kind=image')).json()).items as { id: string; fileName: string }[];
  const made = await api.post('/api/v1/posts', { data: { type: 'image', channelIds: [channelId], mediaIds: [old!.id], caption: 'A loaf to be swapped', altTexts: ['A loaf'] } });
  const post = await made.json();

  await page.goto('/media');
  await page.getByLabel('Search by name').fill(old!.fileName);
  await expect(page.getByText('1 item', { exact: false }).or(page.getByText('One item.'))).toBeVisible();
  await page.getByRole('button', { name: old!.fileName }).click();
  await expect(page.getByRole('link', { name: 'A loaf to be swapped' })).toBeVisible();
  await page.getByRole('button', { name: /Use another file/ }).click();
  const drawer = page.getByRole('dialog', { name: 'Which file instead?' });
  await drawer.getByRole('button', { name: other!.fileName }).click();
  await drawer.getByRole('button', { name: 'Use it' }).click();
  await expect(page.getByRole('checkbox', { name: 'A loaf to be swapped' })).toBeChecked();
  expect(await findings()).toEqual([]);
  await page.getByRole('button', { name: /^Change \d+ draft/ }).click();
  await expect(page.getByText(/show the other file now/)).toBeVisible();
  expect((await (await api.get(`/api/v1/posts/${post.id}`)).json()).mediaIds).toEqual([other!.id]);
  expect(await findings()).toEqual([]);
});

test('a file that a planned post needs is kept, and the post is named', async ({ page, api, findings }) => {
  const channelId = (await (await api.get('/api/v1/channels')).json()).items[0].id;
  const media = (await (await api.get('/api/v1/media?kind=image')).json()).items[2] as { id: string; fileName: string };
  const at = new Date(Date.now() + 120 * 3_600_000).toISOString();
  const made = await api.post('/api/v1/posts', { data: { type: 'image', channelIds: [channelId], mediaIds: [media.id], caption: 'A planned loaf' } });
  await api.post(`/api/v1/posts/${(await made.json()).id}/schedule`, { data: { at, force: true } });

  await page.goto(`/media?item=${media.id}`);
  await page.getByRole('button', { name: 'Delete…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Delete this file?' });
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(dialog.getByRole('alert').getByRole('link')).not.toHaveCount(0);
  expect(await findings()).toEqual([]);
});
