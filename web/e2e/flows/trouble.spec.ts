import { entryOf } from '../steps/calendar.ts';
import { inMinutes, makePost, timesLive, untilJob } from '../steps/posts.ts';
import { expect, test } from '../steps/test.ts';

/** The stand-in refuses this place: it has no coordinates. */
const BAD_PLACE = '100000000000404';

/** What goes wrong is seen, understood, mended, and never sent twice: R-UI-3, R-JOB-2, R-JOB-4, R-PUB-6. */
test.describe('when something goes wrong', () => {
  test('what the network refuses needs attention everywhere, is mended, and goes out once (R-UI-1, R-UI-3, R-JOB-4)', async ({ page, space, findings }) => {
    const account = await space.connect();
    const post = await makePost(space, account, 'A place that nobody finds', { options: { locationId: BAD_PLACE } });
    await space.post(`posts/${post.id}/publish-now`);
    const { id } = await untilJob(space, post.id, 'needs_attention');
    const { lastError } = await space.get<{ lastError: { message: string } }>(`jobs/${id}`);

    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'One thing needs you' })).toBeVisible();
    await expect(page.getByText(lastError.message)).toBeVisible();
    await page.goto('/calendar?view=month');
    await expect(entryOf(page, 'A place that nobody finds')).toContainText('Needs attention');
    await page.getByRole('button', { name: '1 needs attention' }).click();
    await entryOf(page, 'A place that nobody finds').click();
    await expect(page.getByRole('dialog').getByText(lastError.message)).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
      expect(await findings(), colorScheme).toEqual([]);
    }
    await page.getByRole('dialog').getByRole('link', { name: 'Open' }).click();

    await expect(page.getByRole('alert').getByText(lastError.message)).toBeVisible();
    await expect(page.getByText('Attempt 1')).toBeVisible();
    expect(await findings()).toEqual([]);
    await page.getByRole('link', { name: 'Edit the post' }).click();
    await page.getByLabel('Place', { exact: true }).fill('');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await untilJob(space, post.id, 'published');
    await expect(page.getByRole('article').getByText('Published', { exact: true }).first()).toBeVisible();
    expect(await timesLive(space, account, 'A place that nobody finds')).toBe(1);
  });

  test('what the network refused by mistake is tried again by a person (R-UI-3, R-JOB-2, R-JOB-9)', async ({ page, space }) => {
    const account = await space.connect();
    const post = await makePost(space, account, 'Refused by mistake');
    await space.fault(account, { kind: 'error', step: 'create', code: 36001, subcode: 2207005, message: 'Not a picture.' });
    await space.post(`posts/${post.id}/publish-now`);
    await untilJob(space, post.id, 'needs_attention');

    await page.goto('/');
    await page.getByRole('button', { name: /^Try again: / }).click();
    await page.getByRole('dialog', { name: 'Try again now' }).getByRole('button', { name: 'Try again now' }).click();
    await untilJob(space, post.id, 'published');
    await expect(page.getByText('Nothing needs you', { exact: false })).toBeVisible();
    await page.goto(`/posts/${post.id}`);
    await page.getByText('Attempts', { exact: true }).click();
    await expect(page.getByText('Round 1, attempt 1')).toBeVisible();
    await expect(page.getByText('Round 2, attempt 1')).toBeVisible();
    expect(await timesLive(space, account, 'Refused by mistake')).toBe(1);
  });

  test('a lost answer settles by itself, and nothing is sent twice (R-PUB-6, R-UI-3)', async ({ page, space }) => {
    const account = await space.connect();
    const post = await makePost(space, account, 'The answer got lost');
    await space.fault(account, { kind: 'publish_then_500' });
    await page.goto(`/posts/${post.id}`);
    await page.getByRole('button', { name: 'More to do with this post' }).click();
    await page.getByRole('menuitem', { name: 'Publish now' }).click();
    await page.getByRole('dialog', { name: 'Publish now' }).getByRole('button', { name: 'Publish now' }).click();

    const { permalink } = await untilJob(space, post.id, 'published');
    await expect(page.getByRole('article').getByText('Published', { exact: true }).first()).toBeVisible();
    await expect(page.getByText('The network’s answer was lost', { exact: false })).toBeVisible(); // in its history
    await expect.poll(async () => (await untilJob(space, post.id, 'published')).permalink ?? permalink, { timeout: 30_000 }).not.toBeNull();
    await expect(page.getByRole('article').getByRole('link', { name: /opens in a new tab/ })).toBeVisible();
    expect((await space.ledger(account)).calls).toHaveLength(1);
    expect(await timesLive(space, account, 'The answer got lost')).toBe(1);
  });

  test('an answer that cannot be found out is decided by a person who looked (R-PUB-6, R-UI-3)', async ({ page, space, findings }) => {
    const account = await space.connect();
    const post = await makePost(space, account, 'Nobody knows', { at: inMinutes(2) });
    // It lies ready ahead of its time. From here on nobody can be asked any more.
    await untilJob(space, post.id, 'ready');
    await space.fault(account, { kind: 'unreadable', times: 0 });
    await space.fault(account, { kind: 'publish_then_500' });
    await page.goto(`/posts/${post.id}`);
    await page.getByRole('button', { name: /^Publish now/ }).click();
    await page.getByRole('dialog', { name: 'Publish now' }).getByRole('button', { name: 'Publish now' }).click();
    await expect(page.getByText('Posthaste is asking whether it is live', { exact: false })).toBeVisible();
    await untilJob(space, post.id, 'needs_attention', 60_000);

    await page.getByRole('button', { name: /^Say whether it is live/ }).click();
    const dialog = page.getByRole('dialog', { name: 'Is it live?' });
    await expect(dialog.getByRole('radio', { name: 'It is live' })).toBeDisabled();
    await dialog.getByRole('checkbox', { name: `I have looked at @${account.username}` }).check();
    await dialog.getByRole('radio', { name: 'It is live', exact: true }).check();
    expect(await findings()).toEqual([]);
    await dialog.getByRole('button', { name: 'It is live' }).click();
    await untilJob(space, post.id, 'published');
    await expect(page.getByRole('article').getByText('Published', { exact: true }).first()).toBeVisible();
    expect(await timesLive(space, account, 'Nobody knows')).toBe(1);
  });
});
