import type { Page } from '@playwright/test';
import { entryOf } from './steps/calendar.ts';
import { picture } from './steps/files.ts';
import { makePost, type Post, upload } from './steps/posts.ts';
import type { Space } from './steps/space.ts';
import { expect, findingsOf, test } from './steps/test.ts';

/** Many posts at once, series and copies. */
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** A full hour some days from now. */
const inDays = (days: number, hours = 0): string => new Date(Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + days * DAY_MS + hours * HOUR_MS).toISOString();

/** Posts on one account, and one more: a list of only these is one that was looked for. */
const newPosts = async (space: Space, ...posts: [caption: string, at?: string][]): Promise<Post[]> => {
  const account = await space.connect();
  await makePost(space, account, 'Something else');
  const made: Post[] = [];
  for (const [caption, at] of posts) made.push(await makePost(space, account, caption, { at }));
  return made;
};

const timeOf = async (space: Space, post: Post) => (await space.get<Post>(`posts/${post.id}`)).at;

/** The list of posts with these words, all of them selected. */
async function selectAll(page: Page, words: string, count: number): Promise<void> {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Posts' }).click();
  await page.getByLabel('In title or caption').fill(words);
  const all = page.getByRole('checkbox', { name: `Select all ${count} shown` });
  await all.check();
  await expect(page.getByText(`${count} posts selected`)).toBeVisible();
}

test('many posts move at once, as it was rehearsed', async ({ page, space }) => {
  const posts = await newPosts(space, ['Spelt one', inDays(61)], ['Spelt two', inDays(62)]);
  await selectAll(page, 'Spelt', 2);
  expect(await findingsOf(page)).toEqual([]);

  await page.getByRole('button', { name: 'Move by' }).click();
  await page.getByLabel('By', { exact: true }).fill('90');
  await page.getByLabel('Unit').selectOption('minutes');
  await page.getByRole('button', { name: 'Show what would happen' }).click();
  await expect(page.getByText('All 2 would be moved.')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  for (const post of posts) expect(await timeOf(space, post)).toBe(post.at);

  await page.getByRole('button', { name: 'Move 2 posts' }).click();
  await expect(page.getByText('2 posts moved')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  for (const post of posts) expect(await timeOf(space, post)).toBe(new Date(Date.parse(post.at!) + 90 * 60_000).toISOString());
});

test('what is too close takes the proposed time', async ({ page, space }) => {
  const posts = await newPosts(space, ['Barley one'], ['Barley two']);
  await selectAll(page, 'Barley', 2);
  await page.getByRole('button', { name: 'One time' }).click();
  await page.getByLabel('Date and time').fill(inDays(63).slice(0, 16));
  await page.getByRole('button', { name: 'Show what would happen' }).click();
  const proposed = page.getByRole('checkbox', { name: 'Take the proposed times' });
  await proposed.uncheck();
  await expect(page.getByText('1 post would be scheduled, 1 would be left as it is.')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await proposed.check();
  await page.getByRole('button', { name: 'Schedule 2 posts' }).click();
  await expect(page.getByText('2 posts scheduled')).toBeVisible();

  const times = await Promise.all(posts.map(async post => Date.parse((await timeOf(space, post))!)));
  expect(Math.abs(times[0]! - times[1]!)).toBeGreaterThanOrEqual(15 * 60_000);
});

test('entries of the calendar are selected by click and by keyboard', async ({ page, space }) => {
  const posts = await newPosts(space, ['Millet one', inDays(70)], ['Millet two', inDays(70, 2)]);
  await page.goto(`/calendar?view=agenda&date=${inDays(69).slice(0, 10)}`);
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('checkbox', { name: 'Select Millet one' }).click();
  await page.getByRole('checkbox', { name: 'Select Millet two' }).press('Space');
  await expect(page.getByText('2 posts selected')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  await page.getByRole('button', { name: 'Unschedule' }).click();
  await page.getByRole('button', { name: 'Unschedule 2 posts' }).click();
  await expect(page.getByText('2 posts unscheduled')).toBeVisible();
  for (const post of posts) expect(await timeOf(space, post)).toBeNull();
});

test('on a phone no entry stays behind what is done with a selection', async ({ page, space }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await space.rules({ repeatDays: 0 });
  const account = await space.connect();
  const mediaIds = [await upload(space, picture('bread.jpg'))];
  for (let n = 0; n < 10; n++) await makePost(space, account, `Einkorn ${n}`, { mediaIds, at: new Date(Date.parse(inDays(71)) + n * 20 * 60_000).toISOString() });
  await page.goto(`/calendar?view=week&date=${inDays(71).slice(0, 10)}`);
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  const bar = page.getByRole('region', { name: 'Selected posts' });
  await expect(bar).toBeVisible();
  await entryOf(page, 'Einkorn 9').click();
  await expect(bar).toContainText('1 post selected');
  expect(await findingsOf(page)).toEqual([]);

  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  const [entry, bounds] = [(await entryOf(page, 'Einkorn 9').boundingBox())!, (await bar.boundingBox())!];
  expect(entry.y + entry.height).toBeLessThanOrEqual(bounds.y);
});

test('a post comes again as it was shown beforehand, until its series is ended', async ({ page, space }) => {
  const [post] = await newPosts(space, ['Rye of the week', inDays(1)]);
  await page.goto(`/posts/${post!.id}`);
  await page.getByRole('button', { name: 'More to do with this post' }).click();
  await page.getByRole('menuitem', { name: 'Repeat…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Repeat' });
  await dialog.getByLabel('Every').fill('9');
  await dialog.getByLabel('Unit').selectOption('day');
  await expect(dialog.locator('time').first()).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  const shown = await Promise.all((await dialog.locator('time').all()).map(one => one.getAttribute('datetime')));
  await dialog.getByRole('button', { name: 'Repeat it' }).click();
  await expect(page.getByRole('heading', { name: 'Comes again' })).toBeVisible();

  const { items } = await space.get<{ items: { id: string; postId: string }[] }>('series');
  const series = items.find(one => one.postId === post!.id)!;
  const made = async () => (await space.get<{ items: Post[] }>(`posts?seriesId=${series.id}`)).items.map(one => one.at).sort();
  await expect.poll(async () => (await made()).length).toBeGreaterThan(1);
  const times = await made();
  expect(times).toEqual(shown.slice(0, times.length));

  await page.getByRole('link', { name: 'Its posts' }).click();
  await expect(page.getByRole('list', { name: 'Posts' }).getByRole('listitem')).toHaveCount(times.length);
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'End…' }).click();
  await page.getByLabel('Stay, and lose their times').check();
  await page.getByRole('button', { name: 'End it' }).click();
  await expect(page.getByText(`The series is ended. ${times.length} posts lost their times.`)).toBeVisible();
});

test('a copy opens to be edited', async ({ page, space }) => {
  const [post] = await newPosts(space, ['Oats to copy']);
  await page.goto(`/posts/${post!.id}`);
  await page.getByRole('button', { name: 'More to do with this post' }).click();
  await page.getByRole('menuitem', { name: 'Copy' }).click();
  await expect(page.getByRole('heading', { name: 'Edit post' })).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(post!.id));
  await expect(page.getByText('Oats to copy').first()).toBeVisible();
});
