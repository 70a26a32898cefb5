import { makePost } from './steps/posts.ts';
import { read } from './steps/space.ts';
import { expect, test } from './steps/test.ts';

test('a Discord channel is told: made, tried, and everything that went there stands in the log (R-MAN-4)', async ({ page, space, sandbox, server, findings }) => {
  const hook = await read<{ id: string; token: string }>(await sandbox.post('/sandbox/discord/webhooks', { data: { name: 'Bakery' } }));
  await page.goto('/settings/notifications');
  await expect(page.getByRole('heading', { name: 'Nobody is told' })).toBeVisible();
  expect(await findings()).toEqual([]);

  await page.getByRole('button', { name: 'New target…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New target' });
  await dialog.getByLabel('Name').fill('The bakers');
  await dialog.getByLabel('Address of the webhook').fill('https://example.com/somewhere');
  await dialog.getByRole('button', { name: 'Make it' }).click();
  // The server's sentence, beside its field.
  await expect(dialog).toContainText('Expected is the address of a Discord webhook');
  await dialog.getByLabel('Address of the webhook').fill(`${server.sandboxUrl}/api/webhooks/${hook.id}/${hook.token}`);
  await dialog.getByRole('switch', { name: /^Everything/ }).check({ force: true });
  expect(await findings()).toEqual([]);
  await dialog.getByRole('button', { name: 'Make it' }).click();

  const row = page.getByRole('listitem', { name: 'The bakers', exact: true });
  await expect(row).toContainText('Hears: Everything');
  await expect(row).not.toContainText(hook.token);
  await row.getByRole('button', { name: /^Send a test/ }).click();
  await expect(row).toContainText('The test arrived');
  expect(await findings()).toEqual([]);

  const account = await space.connect();
  await makePost(space, account, 'Told to the bakers');
  const told = page.getByRole('listitem', { name: /Told to the bakers.*, to The bakers$/ }).first();
  await expect(told).toContainText('Delivered', { timeout: 30_000 });
  await told.getByRole('button', { name: /^Send again/ }).click();
  await expect(page.getByText('It is sent once more.')).toBeVisible();
  expect(await findings()).toEqual([]);

  await row.getByRole('button', { name: /^More to do/ }).click();
  await page.getByRole('menuitem', { name: 'Switch off' }).click();
  await expect(row).toContainText('Somebody switched it off.');
  expect(await findings()).toEqual([]);
});

test('a webhook’s secret is shown once, and one that is replaced goes on for a day (R-OPS-3)', async ({ page, space, server, findings }) => {
  await page.goto('/settings/notifications');
  await page.getByRole('button', { name: 'New target…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New target' });
  await dialog.getByLabel('Way').selectOption('Webhook');
  await dialog.getByLabel('Name').fill('The till');
  await dialog.getByLabel(/^Address/).fill(`${server.sandboxUrl}/no-such-place`);
  await dialog.getByRole('button', { name: 'Make it' }).click();
  const kept = page.getByRole('dialog', { name: 'The secret of “The till”' });
  await expect(kept.locator('pre')).not.toBeEmpty();
  expect(await findings()).toEqual([]);
  await kept.getByLabel('I have kept it').check();
  await kept.getByRole('button', { name: 'Close' }).click();

  const row = page.getByRole('listitem', { name: 'The till', exact: true });
  await row.getByRole('button', { name: /^Send a test/ }).click();
  await expect(row).toContainText('The test did not arrive');
  expect(await findings()).toEqual([]);
  await row.getByRole('button', { name: /^More to do/ }).click();
  await page.getByRole('menuitem', { name: 'New secret…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click();
  await kept.getByLabel('I have kept it').check();
  await kept.getByRole('button', { name: 'Close' }).click();
  await expect(row).toContainText('The secret before this one signs too until');

  await row.getByRole('button', { name: /^More to do/ }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete it' }).click();
  await expect(row).toBeHidden();
  expect((await space.get<{ items: unknown[] }>('notification-targets')).items).toEqual([]);
});
