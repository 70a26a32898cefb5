import { jobOf, makePost, type Post } from './steps/posts.ts';
import type { Space } from './steps/space.ts';
import { expect, findingsOf, test } from './steps/test.ts';

const draft = async (space: Space, { caption = 'Fresh rye bread from seven', ...more }: { caption?: string; options?: object } = {}): Promise<Post> => makePost(space, await space.connect(), caption, { hashtags: ['rye'], ...more });

test('comments: mention by keyboard, answer, edit and delete; another one shows by itself', async ({ page, space }) => {
  await space.invite('editor', 'Bob Baker');
  const post = await draft(space);
  await page.goto(`/posts/${post.id}`);

  const field = page.getByLabel('Your comment');
  await field.click();
  await field.pressSequentially('Look at this, @bo');
  await page.getByRole('option', { name: /Bob Baker/ }).waitFor();
  expect(await findingsOf(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('mark', { hasText: '@Bob Baker' })).toBeVisible();
  await expect(field).toHaveValue('');

  // Somebody else's comes in without a reload.
  await space.post(`posts/${post.id}/comments`, { text: 'From somebody else' });
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
  expect(await findingsOf(page)).toEqual([]);
});

test('what changed since a rejection, the versions, and taking it back', async ({ page, space }) => {
  await space.rules({ approvalPolicy: 'one' });
  const post = await draft(space);
  await space.post(`posts/${post.id}/submit`);
  await space.post(`posts/${post.id}/reject`, { reason: 'When do you open?' });
  await space.patch(`posts/${post.id}`, { caption: 'Fresh rye bread from six' });
  await space.post(`posts/${post.id}/submit`);

  await page.goto('/approvals');
  const card = page.getByRole('article', { name: 'Fresh rye bread from six' }).first();
  await expect(card.locator('del')).toContainText('seven');
  await expect(card.locator('ins')).toContainText('six');
  await card.getByText('Comments').click();
  await expect(card.getByLabel('Your comment')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  await page.goto(`/posts/${post.id}`);
  await page.getByRole('button', { name: /^Look at it as .* rejected it/ }).click();
  await page.getByLabel('Compare it with').selectOption('now');
  await expect(page.getByRole('dialog').locator('ins')).toContainText('six');
  expect(await findingsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByRole('button', { name: 'Submit for approval' })).toBeVisible();
});

test('an approval that is taken back ends what is on its way', async ({ page, space }) => {
  await space.rules({ approvalPolicy: 'one' });
  const post = await draft(space, { caption: 'Rolls on Friday' });
  await space.post(`posts/${post.id}/submit`);
  await space.post(`posts/${post.id}/approve`);
  await space.post(`posts/${post.id}/schedule`, { at: new Date(Date.now() + 80 * 3_600_000).toISOString(), force: true });

  await page.goto(`/posts/${post.id}`);
  await page.getByRole('button', { name: 'More to do with this post' }).click();
  await page.getByRole('menuitem', { name: 'Take the approval back' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(1);
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('Waits for approval.')).toBeVisible();
  expect((await jobOf(space, post.id)).state).toBe('cancelled');
});

test('what was approved stands beside what was sent', async ({ page, space }) => {
  const post = await draft(space, { caption: 'The oven is on', options: { firstComment: 'Come by!' } });
  await space.post(`posts/${post.id}/publish-now`, { force: true });
  await expect.poll(async () => (await space.get<{ items: { parts: unknown[] }[] }>(`posts/${post.id}/jobs`)).items[0]!.parts.length, { timeout: 30_000 }).toBe(2);

  await page.goto(`/posts/${post.id}`);
  await page.getByText('What was approved, and what was sent').click();
  await expect(page.getByText('Exactly what was approved was handed over.')).toHaveCount(2);
  await expect(page.getByRole('group', { name: 'Handed over' }).first()).toContainText('The oven is on');
  await expect(page.getByRole('group', { name: 'Handed over' }).last()).toContainText('Come by!');
  expect(await findingsOf(page)).toEqual([]);
});
