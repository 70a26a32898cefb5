import { expect, test } from '../steps/test.ts';

/** An account becomes one that posts can go out on: R-ACC-1, R-ACC-4. */
test.describe('connecting an account', () => {
  test('by a pasted token (R-ACC-1, R-ACC-4)', async ({ page, space, findings }) => {
    const account = await space.newAccount({ name: 'Mill Lane Bakery' });
    await page.goto('/accounts');
    await page.getByRole('button', { name: 'Connect an account' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connect an account' });
    await dialog.getByRole('button', { name: 'Paste a token instead' }).click();

    await dialog.getByLabel('Access token').filter({ visible: true }).fill('no such token');
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(dialog.getByLabel('Access token').filter({ visible: true })).toBeEmpty();
    await expect(dialog.getByLabel('Access token').filter({ visible: true })).toHaveAccessibleDescription(/\w+/);
    expect(await findings()).toEqual([]);

    await dialog.getByLabel('Access token').filter({ visible: true }).fill(account.token);
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole('link', { name: 'Mill Lane Bakery' }).click();

    await expect(page.getByRole('heading', { level: 1, name: 'Mill Lane Bakery' })).toBeVisible();
    await expect(page.getByText(`@${account.username} · Instagram`)).toBeVisible();
    // This token has no end that anybody told, so it is renewed within a day, by itself.
    await expect(page.getByText('Connected', { exact: true })).toBeVisible();
    await expect(page.getByText(/ · renewed by itself in /)).toBeVisible();
    const { items } = await space.get<{ items: { username: string; health: string }[] }>('channels');
    expect(items).toEqual([expect.objectContaining({ username: account.username, health: 'renew_soon' })]);
  });

  test('by signing in at the network (R-ACC-1, R-ACC-4)', async ({ page, space }) => {
    const account = await space.newAccount({ name: 'Quay Street Café' });
    await page.goto('/accounts');
    await page.getByRole('button', { name: 'Connect an account' }).click();
    await page.getByRole('button', { name: 'Sign in: Instagram with Instagram Login' }).click();

    await page.getByRole('radio', { name: account.username }).check();
    await page.getByRole('button', { name: 'Allow' }).click();
    await expect(page.getByRole('heading', { name: 'Connected' })).toBeVisible();
    await expect(page.getByText(`@${account.username}`)).toBeVisible();

    await page.goto('/accounts');
    const card = page.getByRole('listitem').filter({ hasText: account.username });
    await expect(card.getByRole('link', { name: 'Quay Street Café' })).toBeVisible();
    await expect(card.getByText('Connected', { exact: true })).toBeVisible();
  });
});
