import { addFiles, openComposer, untilSaved } from '../steps/compose.ts';
import { picture } from '../steps/files.ts';
import { makePost } from '../steps/posts.ts';
import { expect, test } from '../steps/test.ts';

const caption = 'Half a sentence about';

/** What somebody writes is not lost: 6-dashboard, R-UI-2. */
test.describe('drafts', () => {
  test('survive a reload and signing out and in again (R-UI-2)', async ({ space, browserOf }) => {
    await space.connect();
    // Somebody of this test's own: signing out ends the session.
    const member = await space.invite('editor');
    const page = await browserOf(member);
    await openComposer(page);
    await page.getByLabel('Caption', { exact: true }).fill(caption);
    await expect(page.getByText('Kept in this browser', { exact: false })).toBeVisible();
    await page.reload();
    await expect(page.getByText('Restored: what you wrote', { exact: false })).toBeVisible();
    await expect(page.getByLabel('Caption', { exact: true })).toHaveValue(caption);

    await page.getByRole('button', { name: /^Your account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByLabel('E-mail').fill(member.email);
    await page.getByLabel('Password').fill(member.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    await page.getByRole('link', { name: 'New post' }).first().click();
    await expect(page.getByText('Restored: what you wrote', { exact: false })).toBeVisible();
    await expect(page.getByLabel('Caption', { exact: true })).toHaveValue(caption);

    await page.getByRole('button', { name: 'Discard it' }).click();
    await expect(page.getByLabel('Caption', { exact: true })).toHaveValue('');
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await expect(page.getByLabel('Caption', { exact: true })).toHaveValue(caption);
  });

  test('are written on while there is no connection, and saved once there is (R-UI-2)', async ({ page, context, space }) => {
    await space.connect();
    await openComposer(page);
    await addFiles(page, picture('offline.jpg'));
    await untilSaved(page);
    await context.setOffline(true);
    await page.getByLabel('Caption', { exact: true }).fill(`${caption} the night train`);
    await expect(page.getByText('No connection. It is kept in this browser', { exact: false })).toBeVisible();
    await context.setOffline(false);
    await untilSaved(page);
    const { items } = await space.get<{ items: { caption: string }[] }>('posts');
    expect(items.map(post => post.caption)).toEqual([`${caption} the night train`]);
  });

  test('that somebody else changed meanwhile ask whose version stays: theirs, or one’s own (R-UI-2)', async ({ page, space, findings }) => {
    const post = await makePost(space, await space.connect(), 'As it was');
    const words = page.getByLabel('Caption', { exact: true });
    const theirs = async (text: string) => {
      const { version } = await space.get<{ version: number }>(`posts/${post.id}`);
      await space.patch(`posts/${post.id}`, { caption: text }, { 'If-Match': `"${version}"` });
    };
    await page.goto(`/posts/${post.id}/edit`);
    await expect(words).toHaveValue('As it was');

    const clash = page.getByRole('alert').filter({ hasText: 'changed this post at' });
    const bothWrite = async (mine: string, other: string) => {
      // What is written here is on its way while the other's arrives first.
      let isFirst = () => {};
      const arrived = new Promise<void>(done => (isFirst = done));
      await page.route('**/api/v1/posts/*', async route => {
        if (route.request().method() === 'PATCH') await arrived;
        await route.continue();
      });
      await words.fill(mine);
      await theirs(other);
      isFirst();
      await expect(clash).toBeVisible();
      await page.unroute('**/api/v1/posts/*');
    };

    await bothWrite('As I want it', 'As they want it');
    expect(await findings()).toEqual([]);
    await clash.getByRole('button', { name: 'Load that version' }).click();
    await expect(words).toHaveValue('As they want it');
    await expect(clash).toHaveCount(0);

    await bothWrite('As I still want it', 'As they insist');
    await clash.getByRole('button', { name: 'Keep mine' }).click();
    await expect(words).toHaveValue('As I still want it');
    await expect.poll(async () => (await space.get<{ caption: string }>(`posts/${post.id}`)).caption).toBe('As I still want it');
  });
});
