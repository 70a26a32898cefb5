import { randomBytes } from 'node:crypto';
import { addFiles, openComposer, postIdOf, untilReady } from '../steps/compose.ts';
import { video } from '../steps/files.ts';
import { untilJob } from '../steps/posts.ts';
import { read } from '../steps/space.ts';
import { expect, test } from '../steps/test.ts';

/** What TikTok's content sharing guidelines want of the composer, and a video on its way there: R-PUB-3, R-UI-2. */
test('a video for TikTok: nothing is assumed, everything is said, and it goes live once (R-PUB-3, R-UI-2)', async ({ page, space, sandbox, findings }) => {
  const openId = `-000${randomBytes(6).toString('hex')}`;
  const username = `loaves.${openId.slice(4)}`;
  await read(await sandbox.post('/sandbox/tiktok/users', { data: { openId, username, displayName: 'Loaves', isPrivate: true, stitchDisabled: true } }));
  const { accessToken } = await read<{ accessToken: string }>(await sandbox.post(`/sandbox/tiktok/users/${openId}/tokens`, { data: {} }));
  await space.post('channels', { platform: 'tiktok', accessToken });

  await openComposer(page);
  await addFiles(page, video('kneading.mp4'));
  await page.getByLabel('Caption', { exact: true }).fill('Kneading, once more');
  const part = page.getByRole('region', { name: 'On TikTok' });
  const seen = part.getByLabel('Who may see it');
  await expect(part).toContainText(`Goes out as Loaves (@${username})`);
  await expect(seen).toHaveValue('');
  for (const name of ['Comment', 'Duet', 'Stitch']) await expect(part.getByRole('checkbox', { name })).not.toBeChecked();
  await expect(part.getByRole('switch')).not.toBeChecked();
  await expect(page.getByText('Choose who may see it on TikTok.')).toBeVisible();

  // What the account allows is asked there and then.
  await expect(seen.locator('option[value="public"]')).toHaveCount(0);
  await expect(part.getByRole('checkbox', { name: 'Stitch' })).toBeDisabled();
  await seen.selectOption('friends');
  await part.getByRole('switch', { name: 'Disclose that it promotes something' }).check();
  await expect(part).toContainText('Say whom it promotes');
  await part.getByRole('checkbox', { name: 'Your brand' }).check();
  await expect(part).toContainText('will be labelled “Promotional content”');
  await part.getByRole('checkbox', { name: 'Branded content' }).check();
  await expect(part).toContainText('will be labelled “Paid partnership”');
  await expect(part).toContainText('you agree to TikTok’s Branded Content Policy and Music Usage Confirmation.');
  await expect(seen.locator('option[value="only_me"]')).toBeDisabled();
  await part.getByRole('checkbox', { name: 'Branded content' }).uncheck();
  await expect(part).toContainText('you agree to TikTok’s Music Usage Confirmation.');
  await seen.selectOption('only_me');
  await expect(part.getByRole('checkbox', { name: 'Branded content' })).toBeDisabled();
  await part.getByRole('checkbox', { name: 'Duet' }).check();
  expect(await findings()).toEqual([]);
  await untilReady(page);

  await page.getByRole('button', { name: 'Other ways' }).click();
  await page.getByRole('button', { name: 'Publish now…' }).click();
  await page.getByRole('dialog', { name: 'Publish', exact: true }).getByRole('button', { name: 'Publish now', exact: true }).click();
  const postId = await postIdOf(page);
  await untilJob(space, postId, 'published', 60_000);
  await expect(page.getByRole('article').getByText('Published', { exact: true }).first()).toBeVisible();
  await expect(page.getByText('Only you', { exact: true })).toBeVisible();

  const { items } = await read<{ items: { status: string }[] }>(await sandbox.get(`/sandbox/tiktok/posts?openId=${openId}`));
  expect(items.map(item => item.status)).toEqual(['PUBLISH_COMPLETE']);
});

/** The other way: into the inbox, where its owner finishes it in the app. */
test('a video for the TikTok inbox: nothing else is asked, it waits with its owner, and is live when they have finished it (R-PUB-3)', async ({ page, space, sandbox, findings }) => {
  const openId = `-000${randomBytes(6).toString('hex')}`;
  await read(await sandbox.post('/sandbox/tiktok/users', { data: { openId, username: `rolls.${openId.slice(4)}`, displayName: 'Rolls' } }));
  const { accessToken } = await read<{ accessToken: string }>(await sandbox.post(`/sandbox/tiktok/users/${openId}/tokens`, { data: {} }));
  await space.post('channels', { platform: 'tiktok', accessToken });

  await openComposer(page);
  await addFiles(page, video('rolls.mp4'));
  const part = page.getByRole('region', { name: 'On TikTok' });
  await part.getByRole('radio', { name: 'Into the account’s TikTok inbox' }).check();
  await expect(part.getByLabel('Who may see it')).toHaveCount(0);
  await expect(part).toContainText('chosen in TikTok’s app');
  expect(await findings()).toEqual([]);
  await untilReady(page);
  await page.getByRole('button', { name: 'Other ways' }).click();
  await page.getByRole('button', { name: 'Publish now…' }).click();
  await page.getByRole('dialog', { name: 'Publish', exact: true }).getByRole('button', { name: 'Publish now', exact: true }).click();
  const postId = await postIdOf(page);
  await untilJob(space, postId, 'handed_over', 60_000);
  await expect(page.getByRole('article').getByText(/waits in the account’s inbox/)).toBeVisible();
  await expect(page.getByRole('article').getByText('With a person', { exact: true })).toBeVisible();

  const { items } = await read<{ items: { id: string }[] }>(await sandbox.get(`/sandbox/tiktok/posts?openId=${openId}`));
  await read(await sandbox.post(`/sandbox/tiktok/posts/${encodeURIComponent(items[0]!.id)}/finish`, { data: {} }));
  await untilJob(space, postId, 'published', 60_000);
  await expect(page.getByRole('article').getByText('Published', { exact: true }).first()).toBeVisible();
});
