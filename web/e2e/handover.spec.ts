import type { APIRequestContext } from '@playwright/test';
import { Chat } from './steps/chat.ts';
import { inMinutes, makePost, untilJob } from './steps/posts.ts';
import type { Space } from './steps/space.ts';
import { expect, test } from './steps/test.ts';

/** The stand-in refuses this place: it has no coordinates. */
const BAD_PLACE = '100000000000404';

/** A chat of its own that the workspace's cards go to. */
async function linkedChat(space: Space, sandbox: APIRequestContext): Promise<Chat> {
  const chat = await Chat.open(sandbox, `Bakers of ${space.name}`);
  const { code } = await space.post<{ code: string }>('handover/link-code');
  await chat.write(`/link ${code}`);
  await expect.poll(async () => (await space.get<{ chat: { title: string } | null }>('handover/settings')).chat?.title, { timeout: 30_000, intervals: [200] }).toBe(chat.title);
  return chat;
}

test('a chat is linked by a code, a post that fails falls back to it, and is shown as published by hand (R-MAN-2, R-MAN-3)', async ({ page, space, sandbox, findings }) => {
  const account = await space.connect();
  const chat = await Chat.open(sandbox, `Bakers of ${space.name}`);
  await page.goto('/settings/handover');
  await page.getByRole('button', { name: 'Link a chat' }).click();
  const linking = page.getByRole('group', { name: 'Linking a chat' });
  await expect(linking).toContainText('/link ');
  expect(await findings()).toEqual([]);
  await chat.write((await linking.locator('code').textContent())!);

  // No reload: the page is told.
  await expect(page.getByText(`Cards go to ${chat.title}`)).toBeVisible();
  await page.getByRole('textbox', { name: /reminded/ }).fill('45');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(async () => (await space.get<{ escalateAfterMinutes: number }>('handover/settings')).escalateAfterMinutes).toBe(45);
  expect(await findings()).toEqual([]);

  const post = await makePost(space, account, 'A place for a person', { options: { locationId: BAD_PLACE }, handover: 'any_error' });
  await space.post(`posts/${post.id}/publish-now`);
  await untilJob(space, post.id, 'handed_over');
  await page.goto(`/posts/${post.id}`);
  const card = page.getByRole('article', { name: /^On @/ });
  await expect(card).toContainText('Somebody publishes it by hand');
  expect(await findings()).toEqual([]);

  await chat.until(message => message.buttons !== null && JSON.stringify(message.buttons).includes('Posted'));
  await chat.press('✅ Posted');
  const question = await chat.until(message => message.forcesReply);
  await chat.write('https://www.instagram.com/p/ByHandOne/', question.messageId);
  await expect(card).toContainText('Published by hand');
  await expect(card).toContainText('Robin Baker posted it by hand.');
  await expect(card.getByRole('link', { name: /instagram\.com\/p\/ByHandOne/ })).toBeVisible();
  expect(await findings()).toEqual([]);
});

test('who has no chat at hand works from the queue: files, caption, steps, and what became of it (R-MAN-2)', async ({ page, space, sandbox, findings }) => {
  const account = await space.connect();
  await linkedChat(space, sandbox);
  await page.goto('/handovers');
  await expect(page.getByRole('heading', { name: 'Nobody has to publish anything' })).toBeVisible();
  expect(await findings()).toEqual([]);

  const post = await makePost(space, account, 'A link sticker goes here', { requiresInteraction: true, at: inMinutes(2) });
  const item = page.getByRole('article', { name: /^On @/ });
  await expect(item).toContainText('A link sticker goes here', { timeout: 30_000 });
  await expect(item.getByRole('button', { name: 'Copy the caption' })).toBeVisible();
  await expect(item.getByRole('link', { name: /^Save file/ })).toHaveAttribute('download', /\.jpg$/);
  expect(await findings()).toEqual([]);

  await item.getByRole('button', { name: /^It is posted/ }).click();
  const dialog = page.getByRole('dialog', { name: 'It is posted' });
  await dialog.getByLabel('Its link').fill('bread');
  await dialog.getByRole('button', { name: 'It is posted' }).click();
  await expect(dialog).toContainText('https://');
  expect(await findings()).toEqual([]);
  await dialog.getByLabel('Its link').fill('');
  await dialog.getByRole('button', { name: 'It is posted' }).click();
  await expect(page.getByRole('heading', { name: 'Nobody has to publish anything' })).toBeVisible();

  await page.goto(`/posts/${post.id}`);
  await expect(page.getByRole('article', { name: /^On @/ })).toContainText('Nobody has given its link yet.');
});

test('without a chat the queue says what waits for one, and how to link it (R-MAN-2)', async ({ page, space, sandbox, findings }) => {
  const account = await space.connect();
  const post = await makePost(space, account, 'Nobody can be asked', { requiresInteraction: true, at: inMinutes(5) });
  await untilJob(space, post.id, 'needs_attention');
  await page.goto('/handovers');
  await expect(page.getByText('No chat is linked, so cards reach nobody')).toBeVisible();
  const waiting = page.getByRole('region', { name: 'Without a card' }).getByRole('article');
  await expect(waiting).toContainText('Nobody can be asked');
  await expect(waiting.getByRole('button', { name: /^Hand it over again/ })).toHaveCount(0);
  expect(await findings()).toEqual([]);

  // No reload: the page is told.
  await linkedChat(space, sandbox);
  await expect(page.getByText('No chat is linked, so cards reach nobody')).toHaveCount(0);
  await waiting.getByRole('button', { name: /^Hand it over again/ }).click();
  await expect(page.getByRole('region', { name: 'To do now' }).getByRole('article')).toContainText('Nobody can be asked');
  await expect(page.getByRole('region', { name: 'Without a card' })).toHaveCount(0);
  expect(await findings()).toEqual([]);
});

test('a scheduled post is handed over, put off and taken back by who looked (R-MAN-2)', async ({ page, space, sandbox, findings }) => {
  const account = await space.connect();
  await linkedChat(space, sandbox);
  const post = await makePost(space, account, 'By hand after all', { at: inMinutes(24 * 60) });
  await page.goto(`/posts/${post.id}`);
  const card = page.getByRole('article', { name: /^On @/ });
  await card.getByRole('button', { name: /^Hand over to a person/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hand it over' }).click();
  await expect(card).toContainText('The card goes out');

  await card.getByRole('button', { name: /^Put it off/ }).click();
  await page.getByRole('menuitem', { name: '2 hours' }).click();
  await expect(page.getByText('Put off. Another card comes in time.')).toBeVisible();
  expect(await findings()).toEqual([]);

  await card.getByRole('button', { name: /^More/ }).click();
  await page.getByRole('menuitem', { name: /^Take the card back/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Take the card back' });
  await expect(dialog.getByRole('button', { name: 'It was not posted' })).toBeDisabled();
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'It was not posted' }).click();
  await expect(card).toContainText('Needs attention');
  await expect(card.getByRole('button', { name: /^Hand over to a person/ })).toBeVisible();
  expect(await findings()).toEqual([]);
});

test('an account publishes only so many posts a day by itself (R-MAN-5)', async ({ page, space, findings }) => {
  const account = await space.connect();
  await page.goto(`/accounts/${account.channelId}`);
  await page.getByLabel('Only so many a day').check();
  await page.getByLabel('Posts a day that go out by themselves').fill('1');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('One post a day goes out by itself; the others are published by hand.')).toBeVisible();
  expect(await findings()).toEqual([]);
});
