import { type APIRequestContext, request } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Makes a member of the demo's workspace, where there is none of that name yet. */
async function member(server: { url: string }, owner: Awaited<ReturnType<APIRequestContext['storageState']>>, name: string, role: string) {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.com`;
  const ann = await request.newContext({ baseURL: server.url, storageState: owner });
  const { csrfToken } = await (await ann.get('/api/v1/session')).json();
  const invite = await ann.post('/api/v1/invites', { data: { email, role }, headers: { 'X-CSRF-Token': csrfToken } });
  const token = invite.ok() ? (await invite.json()).link.split('#')[1] : null;
  await ann.dispose();
  if (token === null) return; // a test before this one invited them
  const http = await request.newContext({ baseURL: server.url, storageState: { cookies: [], origins: [] } });
  const accepted = await http.post('/api/v1/invites/accept', { data: { token, name, password: 'two loaves after dusk' } });
  expect(accepted.ok(), await accepted.text()).toBe(true);
  await http.dispose();
}

async function draft(api: APIRequestContext, more: object = {}): Promise<{ id: string; version: number; title: string }> {
  const channelId = (await (await api.get('/api/v1/channels')).json()).items[0].id;
  const mediaId = (await (await api.get('/api/v1/media?kind=image')).json()).items[0].id;
  const answer = await api.post('/api/v1/posts', { data: { type: 'image', channelIds: [channelId], mediaIds: [mediaId], caption: 'Fresh rye bread from seven', hashtags: ['rye'], ...more } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** The workspace wants approvals while a test runs. */
const policy = (api: APIRequestContext, approvalPolicy: string) => api.patch('/api/v1/workspace', { data: { approvalPolicy } });

test('comments: mention by keyboard, answer, edit and delete; another one shows by itself', async ({ page, api, server, owner, findings }) => {
  await member(server, owner, 'Bob Baker', 'editor');
  const post = await draft(api);
  await page.goto(`/posts/${post.id}`);

  const field = page.getByLabel('Your comment');
  await field.click();
  await field.pressSequentially('Look at this, @bo');
  await page.getByRole('option', { name: /Bob Baker/ }).waitFor();
  expect(await findings()).toEqual([]);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('mark', { hasText: '@Bob Baker' })).toBeVisible();
  await expect(field).toHaveValue('');

  // Somebody else's comes in without a reload.
  await api.post(`/api/v1/posts/${post.id}/comments`, { data: { text: 'From somebody else' } });
  await expect(page.getByText('From somebody else')).toBeVisible();
  await page.getByRole('button', { name: /^Answer: The key/ }).click();
  await page.getByLabel(/^Answer the key/).fill('An answer');
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await expect(page.getByText('An answer')).toBeVisible();

  await page.getByRole('button', { name: /^Edit: You/ }).first().click();
  await page.getByLabel('Change your comment').fill('Changed');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(', edited')).toBeVisible();
  await page.getByRole('button', { name: /^Delete: You/ }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Deleted by who wrote it.')).toBeVisible();
  expect(await findings()).toEqual([]);
});

test('what changed since a rejection, the versions, and taking it back', async ({ page, api, findings }) => {
  await policy(api, 'one');
  try {
    const post = await draft(api);
    await api.post(`/api/v1/posts/${post.id}/submit`);
    await api.post(`/api/v1/posts/${post.id}/reject`, { data: { reason: 'When do you open?' } });
    await api.patch(`/api/v1/posts/${post.id}`, { data: { caption: 'Fresh rye bread from six' } });
    await api.post(`/api/v1/posts/${post.id}/submit`);

    await page.goto('/approvals');
    const card = page.getByRole('article', { name: 'Fresh rye bread from six' }).first();
    await expect(card.locator('del')).toContainText('seven');
    await expect(card.locator('ins')).toContainText('six');
    await card.getByText('Comments').click();
    await expect(card.getByLabel('Your comment')).toBeVisible();
    expect(await findings()).toEqual([]);

    await page.goto(`/posts/${post.id}`);
    await page.getByRole('button', { name: /^Look at it as .* rejected it/ }).click();
    await page.getByLabel('Compare it with').selectOption('now');
    await expect(page.getByRole('dialog').locator('ins')).toContainText('six');
    expect(await findings()).toEqual([]);
    await page.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Take it back' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await expect(page.getByRole('button', { name: 'Submit for approval' })).toBeVisible();
  } finally {
    await policy(api, 'none');
  }
});

test('an approval that is taken back ends what is on its way', async ({ page, api, findings }) => {
  await policy(api, 'one');
  try {
    const post = await draft(api, { caption: 'Rolls on Friday' });
    await api.post(`/api/v1/posts/${post.id}/submit`);
    await api.post(`/api/v1/posts/${post.id}/approve`);
    await api.post(`/api/v1/posts/${post.id}/schedule`, { data: { at: new Date(Date.now() + 80 * 3_600_000).toISOString(), force: true } });

    await page.goto(`/posts/${post.id}`);
    await page.getByRole('button', { name: 'More to do with this post' }).click();
    await page.getByRole('menuitem', { name: 'Take the approval back' }).click();
    await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(1);
    expect(await findings()).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
    await expect(page.getByText('Waits for approval.')).toBeVisible();
    expect((await (await api.get(`/api/v1/posts/${post.id}/jobs`)).json()).items[0].state).toBe('cancelled');
  } finally {
    await policy(api, 'none');
  }
});

test('what was approved stands beside what was sent', async ({ page, api, findings }) => {
  const post = await draft(api, { caption: 'The oven is on', options: { firstComment: 'Come by!' } });
  await api.post(`/api/v1/posts/${post.id}/publish-now`, { data: { force: true } });
  await expect.poll(async () => (await (await api.get(`/api/v1/posts/${post.id}/jobs`)).json()).items[0].parts.length, { timeout: 30_000 }).toBe(2);

  await page.goto(`/posts/${post.id}`);
  await page.getByText('What was approved, and what was sent').click();
  await expect(page.getByText('Exactly what was approved was handed over.')).toHaveCount(2);
  await expect(page.getByRole('group', { name: 'Handed over' }).first()).toContainText('The oven is on');
  await expect(page.getByRole('group', { name: 'Handed over' }).last()).toContainText('Come by!');
  expect(await findings()).toEqual([]);
});
