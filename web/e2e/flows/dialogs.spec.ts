import type { Page } from '@playwright/test';
import { dayNextMonth, entryOf, onWall } from '../steps/calendar.ts';
import { addFiles, openComposer, tileOf, untilReady } from '../steps/compose.ts';
import { picture } from '../steps/files.ts';
import { makePost } from '../steps/posts.ts';
import { expect, findingsOf, test } from '../steps/test.ts';

/** Nothing for axe to find in what is open, in light and dark, and the page no wider than the screen. Dialogs come in by a movement, which is over before anybody looks. */
async function isFine(page: Page, what: string): Promise<void> {
  expect.soft(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${what}: how much wider than the screen`).toBe(0);
  for (const scheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    await page.evaluate(() => Promise.all(document.getAnimations().map(one => one.finished.catch(() => undefined))));
    expect.soft(await findingsOf(page, scheme === 'dark' ? 'everything' : 'colours'), `${what}, ${scheme}`).toEqual([]);
  }
}

/** Closes what is open as somebody at the keyboard does. */
async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

const SIZES = [
  { name: 'desk', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const;

for (const { name, width, height } of SIZES) {
  test.describe(`what opens, ${name}`, () => {
    test.use({ viewport: { width, height }, colorScheme: 'light', reducedMotion: 'reduce' });

    test('calendar: drawer, dialogs and menus are accessible (6-dashboard)', async ({ page, space }) => {
      const account = await space.connect();
      await makePost(space, account, 'Something to look at', onWall(dayNextMonth(10), '12:00'));
      await makePost(space, account, 'Something without a time');
      await page.goto(`/calendar?view=agenda&date=${dayNextMonth(10)}`);
      await entryOf(page, 'Something to look at').getByRole('button', { name: 'Something to look at', exact: true }).click();
      await expect(page.getByRole('dialog').getByRole('link', { name: 'Open' })).toBeVisible();
      await isFine(page, 'the drawer of a post');
      await page.getByRole('dialog').getByRole('button', { name: 'Move…' }).click();
      await expect(page.getByRole('dialog', { name: 'Move' }).getByLabel('Day', { exact: true })).toBeVisible();
      await isFine(page, 'the dialog that moves');
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name: 'Move' })).toHaveCount(0);
      await close(page);
      await page.getByRole('button', { name: 'What to do with Something to look at' }).click();
      await expect(page.getByRole('menuitem', { name: 'Move…' })).toBeVisible();
      await isFine(page, 'the menu of an entry');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'States' }).click();
      await expect(page.getByRole('menuitemcheckbox', { name: 'Published' })).toBeVisible();
      await isFine(page, 'the menu of states');
      await page.keyboard.press('Escape');
      if (name === 'phone') {
        await page.getByRole('button', { name: /^Unplanned/ }).click();
        await expect(page.getByRole('dialog').getByText('Something without a time')).toBeVisible();
        await isFine(page, 'the drawer of what is unplanned');
        await close(page);
        await page.getByRole('button', { name: 'More', exact: true }).click();
        await expect(page.getByRole('dialog').getByRole('link', { name: 'Settings' })).toBeVisible();
        await isFine(page, 'the drawer of pages');
      }
    });

    test('composer: publish dialog, a file’s dialog, library and readiness are accessible (6-dashboard)', async ({ page, space }) => {
      await space.connect();
      const file = picture('window.jpg');
      await openComposer(page);
      await addFiles(page, file);
      await page.getByLabel('Caption', { exact: true }).fill('A window, and what is behind it');
      await tileOf(page, file).getByRole('button', { name: /^Shape/ }).click();
      for (const tab of ['Shape', 'Description', 'People']) {
        await page.getByRole('dialog').getByText(tab, { exact: true }).first().click();
        await isFine(page, `a file’s dialog, ${tab}`);
      }
      await page.getByRole('button', { name: 'Add a person' }).click();
      await isFine(page, 'a file’s dialog with a person');
      await close(page);
      await page.getByRole('button', { name: 'From the library' }).click();
      await expect(page.getByRole('dialog').getByRole('button', { name: /window.jpg/ })).toBeVisible();
      await isFine(page, 'the library');
      await close(page);
      await page.getByRole('button', { name: 'Schedule…' }).click();
      await expect(page.getByRole('dialog', { name: 'Publish' }).getByRole('group', { name: 'Instagram' })).toBeVisible();
      await isFine(page, 'the publish dialog');
      await page.getByRole('dialog').getByText('Now', { exact: true }).click();
      await isFine(page, 'the publish dialog for now');
      await close(page);
      await page.getByRole('button', { name: 'Other ways' }).click();
      await expect(page.getByRole('button', { name: 'Publish now…' })).toBeVisible();
      await isFine(page, 'the other ways');
      await page.keyboard.press('Escape');
      await untilReady(page).catch(() => undefined);
      await isFine(page, 'the composer with a file');
    });

    test('accounts, approvals, post and media: dialogs and drawers are accessible (6-dashboard)', async ({ page, space }) => {
      await space.rules({ approvalPolicy: 'one' });
      const account = await space.connect();
      const post = await makePost(space, account, 'Waits for a word');
      await space.post(`posts/${post.id}/submit`);

      await page.goto('/accounts');
      await page.getByRole('button', { name: 'Connect an account' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Paste a token instead' }).click();
      await expect(page.getByRole('dialog').getByLabel('Access token').filter({ visible: true })).toBeVisible();
      await isFine(page, 'the connect dialog');
      await close(page);
      await page.goto(`/accounts/${account.channelId}`);
      await page.getByRole('button', { name: 'More to do with this account' }).click();
      await page.getByRole('menuitem', { name: 'Disconnect…' }).click();
      await expect(page.getByRole('dialog').getByText('No post waits for this account.')).toBeVisible();
      await isFine(page, 'the dialog that disconnects');

      await page.goto('/approvals');
      await page.getByRole('button', { name: /^Approve: / }).click();
      await expect(page.getByRole('dialog', { name: 'Approve this post' })).toBeVisible();
      await isFine(page, 'the dialog that approves');
      await close(page);
      await page.getByRole('button', { name: /^Reject: / }).click();
      await expect(page.getByRole('dialog').getByLabel('Why')).toBeVisible();
      await isFine(page, 'the dialog that rejects');

      await page.goto(`/posts/${post.id}`);
      await page.getByRole('button', { name: 'More to do with this post' }).click();
      await expect(page.getByRole('menuitem', { name: 'Delete the post' })).toBeVisible();
      await isFine(page, 'the menu of a post');
      await page.getByRole('menuitem', { name: 'Delete the post' }).click();
      await expect(page.getByRole('dialog', { name: 'Delete this post' })).toBeVisible();
      await isFine(page, 'the dialog that deletes');

      await page.goto('/media');
      await page.getByRole('button', { name: /bread.jpg/ }).click();
      await expect(page.getByRole('dialog').getByText('SHA-256')).toBeVisible();
      await isFine(page, 'the drawer of a file');
      await page.getByRole('button', { name: 'Delete…' }).click();
      await expect(page.getByRole('dialog', { name: 'Delete this file?' })).toBeVisible();
      await isFine(page, 'the dialog that deletes a file');

      await page.goto('/settings/members');
      await page.getByRole('button', { name: 'Invite…' }).click();
      await expect(page.getByRole('dialog').getByLabel('E-mail')).toBeVisible();
      await isFine(page, 'the dialog that invites');
      await close(page);
      await page.getByRole('button', { name: /^Your account/ }).click();
      await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
      await isFine(page, 'the account’s menu');
    });
  });
}
