import type { APIRequestContext, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** Many posts at once, series and copies. Every test has words, media and days of its own. */
interface Made {
  id: string;
  at: string | null;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A full hour some days from now. */
const inDays = (days: number, hours = 0): string => new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + days * DAY_MS + hours * HOUR_MS).toISOString();

const read = async <T>(api: APIRequestContext, path: string): Promise<T> => (await (await api.get(`/api/v1${path}`)).json()) as T;

/** A picture that no other post shows: the same file twice on one account would be refused. */
async function newPicture(api: APIRequestContext): Promise<string> {
  const { items } = await read<{ items: { id: string; contentType: string }[] }>(api, '/media?kind=image&limit=1');
  const bytes = await (await api.get(`/api/v1/media/${items[0]!.id}/content`)).body();
  const answer = await api.post(`/api/v1/media?fileName=${Date.now()}.jpg`, { data: Buffer.concat([bytes, Buffer.from(`${Math.random()}`)]), headers: { 'Content-Type': 'application/octet-stream' } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return ((await answer.json()) as Made).id;
}

async function newPost(api: APIRequestContext, caption: string, at?: string): Promise<Made> {
  const { items } = await read<{ items: Made[] }>(api, '/channels');
  const answer = await api.post('/api/v1/posts', { data: { type: 'image', channelIds: [items[0]!.id], mediaIds: [await newPicture(api)], caption, at } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as Made;
}

/** The list of posts with these words, all of them selected. */
async function selectAll(page: Page, words: string, count: number): Promise<void> {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Posts' }).click();
  await page.getByLabel('In title or caption').fill(words);
  const all = page.getByRole('checkbox', { name: `Select all ${count} shown` });
  await all.check();
  await expect(page.getByText(`${count} posts selected`)).toBeVisible();
}

test('many posts move at once, as it was rehearsed', async ({ page, api, findings }) => {
  const posts = [await newPost(api, 'Spelt one', inDays(61)), await newPost(api, 'Spelt two', inDays(62))];
  await selectAll(page, 'Spelt', 2);
  expect(await findings()).toEqual([]);

  await page.getByRole('button', { name: 'Move by' }).click();
  await page.getByLabel('By', { exact: true }).fill('90');
  await page.getByLabel('Unit').selectOption('minutes');
  await page.getByRole('button', { name: 'Show what would happen' }).click();
  await expect(page.getByText('All 2 would be moved.')).toBeVisible();
  expect(await findings()).toEqual([]);
  for (const post of posts) expect((await read<Made>(api, `/posts/${post.id}`)).at).toBe(post.at);

  await page.getByRole('button', { name: 'Move 2 posts' }).click();
  await expect(page.getByText('2 posts moved')).toBeVisible();
  expect(await findings()).toEqual([]);
  for (const post of posts) expect((await read<Made>(api, `/posts/${post.id}`)).at).toBe(new Date(Date.parse(post.at!) + 90 * 60_000).toISOString());
});

test('what is too close takes the proposed time', async ({ page, api, findings }) => {
  const posts = [await newPost(api, 'Barley one'), await newPost(api, 'Barley two')];
  await selectAll(page, 'Barley', 2);
  await page.getByRole('button', { name: 'One time' }).click();
  await page.getByLabel('Date and time').fill(inDays(63).slice(0, 16));
  await page.getByRole('button', { name: 'Show what would happen' }).click();
  const proposed = page.getByRole('checkbox', { name: 'Take the proposed times' });
  await proposed.uncheck();
  await expect(page.getByText('1 post would be scheduled, 1 would be left as it is.')).toBeVisible();
  expect(await findings()).toEqual([]);
  await proposed.check();
  await page.getByRole('button', { name: 'Schedule 2 posts' }).click();
  await expect(page.getByText('2 posts scheduled')).toBeVisible();

  const times = await Promise.all(posts.map(async post => Date.parse((await read<Made>(api, `/posts/${post.id}`)).at!)));
  expect(Math.abs(times[0]! - times[1]!)).toBeGreaterThanOrEqual(15 * 60_000);
});

test('entries of the calendar are selected by click and by keyboard', async ({ page, api, findings }) => {
  const posts = [await newPost(api, 'Millet one', inDays(70)), await newPost(api, 'Millet two', inDays(70, 2))];
  await page.goto(`/calendar?view=agenda&date=${inDays(69).slice(0, 10)}`);
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select Millet one' }).click();
  await page.getByRole('checkbox', { name: 'Select Millet two' }).press('Space');
  await expect(page.getByText('2 posts selected')).toBeVisible();
  expect(await findings()).toEqual([]);

  await page.getByRole('button', { name: 'Unschedule' }).click();
  await page.getByRole('button', { name: 'Unschedule 2 posts' }).click();
  await expect(page.getByText('2 posts unscheduled')).toBeVisible();
  for (const post of posts) expect((await read<Made>(api, `/posts/${post.id}`)).at).toBeNull();
});

test('a post comes again as it was shown beforehand, until its series is ended', async ({ page, api, findings }) => {
  const post = await newPost(api, 'Rye of the week', inDays(1));
  await page.goto(`/posts/${post.id}`);
  await page.getByRole('button', { name: 'More to do with this post' }).click();
  await page.getByRole('menuitem', { name: 'Repeat…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Repeat' });
  await dialog.getByLabel('Every').fill('9');
  await dialog.getByLabel('Unit').selectOption('day');
  await expect(dialog.locator('time').first()).toBeVisible();
  expect(await findings()).toEqual([]);
  const shown = await Promise.all((await dialog.locator('time').all()).map(one => one.getAttribute('datetime')));
  await dialog.getByRole('button', { name: 'Repeat it' }).click();
  await expect(page.getByRole('heading', { name: 'Comes again' })).toBeVisible();

  const { items } = await read<{ items: { id: string; postId: string }[] }>(api, '/series');
  const series = items.find(one => one.postId === post.id)!;
  const made = async () => (await read<{ items: Made[] }>(api, `/posts?seriesId=${series.id}`)).items.map(one => one.at).sort();
  await expect.poll(async () => (await made()).length).toBeGreaterThan(1);
  const times = await made();
  expect(times).toEqual(shown.slice(0, times.length));

  await page.getByRole('link', { name: 'Its posts' }).click();
  await expect(page.getByRole('list', { name: 'Posts' }).getByRole('listitem')).toHaveCount(times.length);
  expect(await findings()).toEqual([]);
  await page.getByRole('button', { name: 'End…' }).click();
  await page.getByLabel('Stay, and lose their times').check();
  await page.getByRole('button', { name: 'End it' }).click();
  await expect(page.getByText(`The series is ended. ${times.length} posts lost their times.`)).toBeVisible();
});

test('a copy opens to be edited', async ({ page, api }) => {
  const post = await newPost(api, 'Oats to copy');
  await page.goto(`/posts/${post.id}`);
  await page.getByRole('button', { name: 'More to do with this post' }).click();
  await page.getByRole('menuitem', { name: 'Copy' }).click();
  await expect(page.getByRole('heading', { name: 'Edit post' })).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(post.id));
  await expect(page.getByText('Oats to copy').first()).toBeVisible();
});
