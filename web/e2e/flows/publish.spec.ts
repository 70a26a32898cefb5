import type { Page } from '@playwright/test';
import { dayNextMonth, entryOf } from '../steps/calendar.ts';
import { addFiles, fileOrder, openComposer, postIdOf, tileOf, untilReady, untilSaved } from '../steps/compose.ts';
import { picture, video } from '../steps/files.ts';
import { untilJob } from '../steps/posts.ts';
import type { Account, Space } from '../steps/space.ts';
import { expect, test } from '../steps/test.ts';

/** Sends a scheduled post out from its page, and follows it to its tile and to the network. */
async function publishAndFollow(page: Page, space: Space, account: Account, postId: string, title: string): Promise<void> {
  await page.goto(`/posts/${postId}`);
  await page.getByRole('button', { name: /^Publish now/ }).click();
  await page.getByRole('dialog', { name: 'Publish now' }).getByRole('button', { name: 'Publish now' }).click();
  await untilJob(space, postId, 'published', 60_000);
  await expect(page.getByRole('article').getByText('Published', { exact: true }).first()).toBeVisible();

  await page.goto('/calendar?view=month');
  const tile = entryOf(page, title);
  await expect(tile).toContainText('Published');
  await tile.click();
  const [live] = await Promise.all([page.waitForEvent('popup'), page.getByRole('dialog').getByRole('link', { name: 'See it live' }).click()]);
  // The link comes a moment after the post.
  expect(live.url()).toBe((await untilJob(space, postId, 'published')).permalink);
  await expect(live.getByText(account.username).first()).toBeVisible();
  await live.close();

  const { posts, calls } = await space.ledger(account);
  expect(posts).toHaveLength(1);
  expect(calls.filter(call => call.accepted)).toHaveLength(1);
}

/** Gives a post a time with the composer's dialog, without a word from anybody. */
async function scheduleFromComposer(page: Page, day: string): Promise<string> {
  await page.getByRole('button', { name: 'Schedule…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  await dialog.getByLabel('Day', { exact: true }).fill(day);
  await dialog.getByLabel('Time', { exact: true }).fill('18:30');
  await dialog.getByRole('button', { name: 'Schedule', exact: true }).click();
  return postIdOf(page);
}

test.describe('from a file to what is live', () => {
  test('a picture that somebody else approves (R-UI-2, R-MAN-1, R-PUB-1, R-PUB-6)', async ({ page, space, browserOf, findings }) => {
    await space.rules({ approvalPolicy: 'not_the_author' });
    const [account, approver] = [await space.connect(), await space.invite('approver', 'Ben Approver')];
    const file = picture('first-loaf.jpg', { height: 1350 });

    await openComposer(page);
    await addFiles(page, file);
    await page.getByLabel('Caption', { exact: true }).fill('The first loaf of the day. '.repeat(90));
    await expect(page.locator('#count-caption')).toContainText('2,429 / 2,200 characters');
    await expect(page.locator('#count-caption')).toContainText('229 characters too many');
    await page.getByLabel('Caption', { exact: true }).fill('The first loaf of the day 🥖');
    await page.getByRole('combobox', { name: 'Hashtags' }).pressSequentially('bakery,sourdough,');
    await expect(page.locator('#count-caption')).toContainText('2 / 30 hashtags');
    await expect(page.getByRole('tabpanel', { name: 'Feed' })).toContainText('The first loaf of the day 🥖');
    await tileOf(page, file).getByRole('button', { name: `Shape, description and people of ${file.name}` }).click();
    await page.getByRole('dialog').getByText('Description', { exact: true }).click();
    await page.getByRole('dialog').getByRole('textbox', { name: 'Description' }).fill('A round loaf on a wooden board.');
    await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click();
    await untilReady(page);
    expect(await findings()).toEqual([]);
    await page.getByRole('button', { name: 'Submit for approval' }).click();
    const postId = await postIdOf(page);

    await expect(page.getByRole('button', { name: 'Approve', exact: true })).toBeDisabled();
    const theirs = await browserOf(approver);
    await theirs.goto('/approvals');
    await theirs.getByRole('button', { name: /^Approve: The first loaf/ }).click();
    await theirs.getByRole('dialog', { name: 'Approve this post' }).getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(theirs.getByText('Nothing waits for approval')).toBeVisible();

    // Nobody reloads: the author's page has it.
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    await page.getByRole('dialog', { name: 'Schedule it' }).getByLabel('Date and time').fill(`${dayNextMonth(12)}T18:30`);
    await page.getByRole('dialog', { name: 'Schedule it' }).getByRole('button', { name: 'Schedule' }).click();
    // Who leaves a page takes the request with them.
    await expect(page.getByRole('dialog', { name: 'Schedule it' })).toBeHidden();
    await page.goto(`/calendar?view=month&date=${dayNextMonth(12)}`);
    await expect(entryOf(page, 'The first loaf of the day')).toContainText('Scheduled');

    await publishAndFollow(page, space, account, postId, 'The first loaf of the day');
    expect((await space.ledger(account)).posts[0]).toMatchObject({ mediaType: 'IMAGE', caption: 'The first loaf of the day 🥖\n\n#bakery #sourdough' });
  });

  test('a carousel in the order somebody put it in, approved and scheduled in one step (R-UI-2, R-UI-4, R-PUB-2)', async ({ page, space, browserOf }) => {
    await space.rules({ approvalPolicy: 'not_the_author' });
    const [account, admin] = [await space.connect(), await space.invite('admin', 'Cleo Admin')];
    const files = ['flour.jpg', 'dough.jpg', 'bread.jpg'].map(name => picture(name));

    await openComposer(page);
    await addFiles(page, ...files);
    await expect(page.getByRole('radio', { name: /^Carousel/ })).toBeChecked();
    // By keyboard: the last one goes to the front.
    const handle = tileOf(page, files[2]!).getByRole('button', { name: 'Move bread.jpg' });
    await handle.focus();
    await page.keyboard.press('Space');
    for (const place of [3, 2, 1]) {
      if (place < 3) await page.keyboard.press('ArrowLeft');
      await expect(page.getByText(`bread.jpg is at place ${place} of 3.`)).toBeAttached();
    }
    await page.keyboard.press('Space');
    await expect.poll(() => fileOrder(page)).toEqual(['bread.jpg', 'flour.jpg', 'dough.jpg']);
    await page.getByLabel('Caption', { exact: true }).fill('From flour to bread in three pictures');
    await page.getByLabel('Day', { exact: true }).fill(dayNextMonth(14));
    await page.getByLabel('Time', { exact: true }).fill('09:00');
    await untilReady(page);
    await page.getByRole('button', { name: 'Submit for approval' }).click();
    const postId = await postIdOf(page);

    const theirs = await browserOf(admin);
    await theirs.goto('/approvals');
    await theirs.getByRole('button', { name: /^Approve: From flour to bread/ }).click();
    await theirs.getByRole('dialog').getByRole('button', { name: 'Approve and schedule' }).click();
    await expect(theirs.getByText('Nothing waits for approval')).toBeVisible();

    await publishAndFollow(page, space, account, postId, 'From flour to bread');
    expect((await space.ledger(account)).posts[0]).toMatchObject({ mediaType: 'CAROUSEL_ALBUM' });
    expect((await space.ledger(account)).posts[0]!.mediaSha256s).toHaveLength(3);
  });

  test('a reel with a cover of its own moment (R-UI-2, R-PUB-2, R-PUB-9)', async ({ page, space }) => {
    const account = await space.connect();
    await openComposer(page);
    await addFiles(page, video('oven.mp4'));
    await expect(page.getByRole('radio', { name: /^Reel/ })).toBeChecked();
    await page.getByLabel('Caption', { exact: true }).fill('Into the oven it goes');
    const moment = page.getByRole('slider', { name: 'Moment of the video' });
    await moment.focus();
    for (let step = 0; step < 5; step++) await moment.press('ArrowRight');
    await expect(moment).toHaveAttribute('aria-valuenow', '500');
    await expect(page.getByRole('tabpanel', { name: 'Reel' })).toContainText('Into the oven it goes');
    await untilReady(page);
    const postId = await scheduleFromComposer(page, dayNextMonth(16));

    await publishAndFollow(page, space, account, postId, 'Into the oven it goes');
    expect((await space.ledger(account)).posts[0]).toMatchObject({ productType: 'REELS' });
  });

  test('a story of a picture (R-UI-2, R-PUB-2)', async ({ page, space }) => {
    const account = await space.connect();
    await openComposer(page);
    await addFiles(page, picture('counter.jpg', { height: 1920 }));
    await page.getByRole('radio', { name: /^Story/ }).check();
    await expect(page.getByText('Stories have no caption, hashtags or comments.')).toBeVisible();
    await page.getByLabel('Title', { exact: true }).fill('The counter at seven');
    await expect(page.getByRole('tabpanel', { name: 'Story' })).toContainText(account.username);
    await untilSaved(page);
    await untilReady(page);
    const postId = await scheduleFromComposer(page, dayNextMonth(18));

    await publishAndFollow(page, space, account, postId, 'The counter at seven');
    expect((await space.ledger(account)).posts[0]).toMatchObject({ productType: 'STORY' });
  });
});
