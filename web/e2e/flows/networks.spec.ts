import type { APIRequestContext } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import { addFiles, openComposer, postIdOf, untilReady } from '../steps/compose.ts';
import { picture } from '../steps/files.ts';
import type { Job } from '../steps/posts.ts';
import { read, type Space } from '../steps/space.ts';
import { expect, test } from '../steps/test.ts';

const word = () => randomBytes(4).toString('hex');

/** Somebody on each network beside Instagram, connected: the name of each by its network. */
async function connectOthers(space: Space, sandbox: APIRequestContext) {
  const openId = `-000${word()}`;
  const tiktok = `loaves.${word()}`;
  await read(await sandbox.post('/sandbox/tiktok/users', { data: { openId, username: tiktok } }));
  const { accessToken } = await read<{ accessToken: string }>(await sandbox.post(`/sandbox/tiktok/users/${openId}/tokens`, { data: {} }));
  await space.post('channels', { platform: 'tiktok', accessToken });

  const bluesky = `mill${word()}.test`;
  const { did } = await read<{ did: string }>(await sandbox.post('/sandbox/bluesky/accounts', { data: { handle: bluesky, password: 'mill-lane-pass-word' } }));
  await space.post('channels', { platform: 'bluesky', remoteId: bluesky, accessToken: 'mill-lane-pass-word' });

  const { id, username } = await read<{ id: string; username: string }>(await sandbox.post('/sandbox/mastodon/users', { data: { username: `oven_${word()}` } }));
  const token = await read<{ accessToken: string }>(await sandbox.post(`/sandbox/mastodon/users/${id}/tokens`, { data: {} }));
  await space.post('channels', { platform: 'mastodon', accessToken: token.accessToken });

  const facebook = `oven.${word()}`;
  const made = await read<{ id: string }>(await sandbox.post('/sandbox/facebook/pages', { data: { name: 'The Oven', username: facebook } }));
  const ofPage = await read<{ accessToken: string }>(await sandbox.post(`/sandbox/facebook/pages/${made.id}/tokens`, { data: {} }));
  await space.post('channels', { platform: 'facebook', accessToken: ofPage.accessToken });
  return { tiktok: { username: tiktok, openId }, bluesky: { username: bluesky, did }, mastodon: { username, id }, facebook: { username: facebook, id: made.id } };
}

/** One post to five networks: each gets what is its own, one refuses, and each tells the truth about itself (R-PUB-1, R-UI-2, R-UI-3). */
test('one post to five networks: each gets its own words, one refuses, and each state is true (R-PUB-1, R-UI-2, R-UI-3)', async ({ page, space, sandbox, findings }) => {
  const instagram = await space.connect();
  const others = await connectOthers(space, sandbox);
  await space.fault(instagram, { kind: 'error', step: 'create', code: 36001, subcode: 2207005, message: 'Not a picture.' });

  await openComposer(page);
  await page.getByRole('button', { name: 'All', exact: true }).click();
  await addFiles(page, picture('oven.jpg'));
  await page.getByLabel('Caption', { exact: true }).fill('Out of the oven');
  await page.getByRole('tablist', { name: 'Whose text' }).getByRole('tab', { name: new RegExp(`^@${others.bluesky.username}`) }).click();
  await page.getByRole('button', { name: 'Change for this account: caption' }).click();
  await page.getByLabel('Caption', { exact: true }).fill('Out of the oven, short as it is here');
  await expect(page.getByText(/^\d+ \/ 300 characters$/)).toBeVisible();
  await page.getByRole('region', { name: 'On TikTok' }).getByLabel('Who may see it').selectOption('public');
  expect(await findings()).toEqual([]);
  await untilReady(page);
  await page.getByRole('button', { name: 'Other ways' }).click();
  await page.getByRole('button', { name: 'Publish now…' }).click();
  await page.getByRole('dialog', { name: 'Publish', exact: true }).getByRole('button', { name: 'Publish now', exact: true }).click();

  const postId = await postIdOf(page);
  const states = async () => (await space.get<{ items: (Job & { platform: string })[] }>(`posts/${postId}/jobs`)).items.map(job => `${job.platform} ${job.state}`).toSorted();
  await expect.poll(states, { timeout: 60_000, intervals: [300] }).toEqual(['bluesky published', 'facebook published', 'instagram needs_attention', 'mastodon published', 'tiktok published']);

  // What is told is what is there.
  expect((await space.ledger(instagram)).posts).toEqual([]);
  const sky = await read<{ items: { value: { text: string } }[] }>(await sandbox.get(`/sandbox/bluesky/accounts/${others.bluesky.did}/posts`));
  expect(sky.items.map(item => item.value.text)).toEqual(['Out of the oven, short as it is here']);
  const toots = await read<{ items: { userId: string; text: string }[] }>(await sandbox.get('/sandbox/mastodon/statuses'));
  expect(toots.items.filter(item => item.userId === others.mastodon.id).map(item => item.text)).toEqual(['Out of the oven']);
  const feed = await read<{ items: { pageId: string; message: string }[] }>(await sandbox.get('/sandbox/facebook/posts'));
  expect(feed.items.filter(item => item.pageId === others.facebook.id).map(item => item.message)).toEqual(['Out of the oven']);
  const films = await read<{ items: { status: string }[] }>(await sandbox.get(`/sandbox/tiktok/posts?openId=${others.tiktok.openId}`));
  expect(films.items.map(item => item.status)).toEqual(['PUBLISH_COMPLETE']);

  await page.goto(`/posts/${postId}`);
  for (const username of [others.tiktok.username, others.bluesky.username, others.mastodon.username, others.facebook.username])
    await expect(page.getByRole('article').filter({ hasText: username }).getByText('Published', { exact: true }).first()).toBeVisible();
  await expect(page.getByRole('article').filter({ hasText: instagram.username }).getByText('Needs attention', { exact: true }).first()).toBeVisible();
  expect(await findings()).toEqual([]);
});
