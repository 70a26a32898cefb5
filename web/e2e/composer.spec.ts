import { addFiles, tileOf } from './steps/compose.ts';
import { picture } from './steps/files.ts';
import { makePost } from './steps/posts.ts';
import { expect, findingsOf, test } from './steps/test.ts';

test('hashtags are kept as a set, taken into another post, and the set is changed and deleted (R-UI-2)', async ({ page, space }) => {
  const post = await makePost(space, await space.connect(), 'Fresh bread at seven');
  await page.goto(`/posts/${post.id}/edit`);
  const field = page.getByLabel('Hashtags', { exact: true }).first();
  for (const tag of ['bakery', 'sourdough']) {
    await field.fill(tag);
    await field.press('Enter');
  }
  await page.getByRole('button', { name: 'Hashtag sets' }).click();
  await page.getByRole('menuitem', { name: 'Keep these as a set…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Keep these hashtags as a set' });
  await dialog.getByLabel('Name').fill('Every morning');
  expect(await findingsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await expect(dialog).toHaveCount(0);

  await page.getByRole('button', { name: 'Remove #bakery' }).click();
  await page.getByRole('button', { name: 'Hashtag sets' }).click();
  await page.getByRole('menuitem', { name: /^Every morning/ }).click();
  await expect(page.getByRole('button', { name: 'Remove #bakery' })).toBeVisible();
  await expect.poll(async () => (await space.get<{ hashtags: string[] }>(`posts/${post.id}`)).hashtags).toEqual(['sourdough', 'bakery']);

  await page.getByRole('button', { name: 'Hashtag sets' }).click();
  await page.getByRole('menuitem', { name: 'Change the sets…' }).click();
  const sets = page.getByRole('dialog', { name: 'Hashtag sets' });
  await sets.getByLabel('Name').fill('Mornings');
  await sets.getByRole('button', { name: 'Save Every morning' }).click();
  await expect(sets.getByRole('button', { name: 'Delete Mornings' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await sets.getByRole('button', { name: 'Delete Mornings' }).click();
  await page.getByRole('dialog', { name: 'Delete “Mornings”?' }).getByRole('button', { name: 'Delete', exact: true }).click();
  await expect(sets.getByText('There are no sets any more.')).toBeVisible();
  expect((await space.get<{ items: unknown[] }>('hashtag-sets')).items).toEqual([]);
});

test('one account gets a caption of its own, the other that of all (R-UI-2)', async ({ page, space }) => {
  const [first, second] = [await space.connect(), await space.connect()];
  const post = await makePost(space, first, 'Fresh bread at seven');
  await space.patch(`posts/${post.id}`, { channelIds: [first.channelId, second.channelId] });
  await page.goto(`/posts/${post.id}/edit`);
  await page.getByRole('tablist', { name: 'Whose text' }).getByRole('tab', { name: `@${second.username}` }).click();
  await page.getByRole('button', { name: 'Change for this account: caption' }).click();
  await page.getByLabel('Caption', { exact: true }).fill('Frisches Brot um sieben');
  expect(await findingsOf(page)).toEqual([]);

  const variants = async () => (await space.get<{ caption: string; variants: { channelId: string; caption: string | null }[] }>(`posts/${post.id}`)).variants.map(one => [one.channelId, one.caption]);
  await expect.poll(variants).toEqual([[second.channelId, 'Frisches Brot um sieben']]);
  await page.getByRole('button', { name: 'Back to that of all: caption' }).click();
  await expect(page.getByLabel('Caption', { exact: true })).toHaveValue('Fresh bread at seven');
  await expect.poll(variants).toEqual([]);
});

test('one account gets a picture of its own, the other that of all (R-UI-2)', async ({ page, space }) => {
  const [first, second] = [await space.connect(), await space.connect()];
  const bread = picture('bread.jpg');
  const pie = picture('pie.jpg');
  const post = await makePost(space, first, 'Fresh from the oven');
  await space.patch(`posts/${post.id}`, { channelIds: [first.channelId, second.channelId] });
  await page.goto(`/posts/${post.id}/edit`);
  const whose = page.getByRole('tablist', { name: 'Whose pictures and videos' });
  await whose.getByRole('tab', { name: `@${second.username}` }).click();
  await expect(page.getByLabel('Files to upload')).toHaveCount(0);
  await page.getByRole('button', { name: 'Change for this account: pictures and videos' }).click();
  await page.getByRole('button', { name: 'Take bread.jpg out of the post' }).click();
  await addFiles(page, pie);
  expect(await findingsOf(page)).toEqual([]);

  const mediaIds = async () => (await space.get<{ mediaIds: string[]; variants: { channelId: string; mediaIds: string[] | null }[] }>(`posts/${post.id}`)).variants.map(one => [one.channelId, one.mediaIds?.length]);
  await expect.poll(mediaIds).toEqual([[second.channelId, 1]]);
  await expect(page.getByLabel('Seen at')).toHaveValue(second.channelId);
  await page.reload();
  await expect(tileOf(page, bread)).toBeVisible();
  await expect(tileOf(page, pie)).toHaveCount(0);
  await whose.getByRole('tab', { name: `@${second.username} · own` }).click();
  await expect(tileOf(page, pie)).toBeVisible();
  await page.getByRole('button', { name: 'Back to that of all: pictures and videos' }).click();
  await expect(tileOf(page, pie)).toHaveCount(0);
  await expect.poll(mediaIds).toEqual([]);
});
