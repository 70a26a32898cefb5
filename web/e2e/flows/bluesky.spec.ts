import { randomBytes } from 'node:crypto';
import { openComposer, postIdOf, untilReady } from '../steps/compose.ts';
import { untilJob } from '../steps/posts.ts';
import { read } from '../steps/space.ts';
import { expect, test } from '../steps/test.ts';

/** A network that is asked for in its own words, and that takes words alone: R-ACC-1, R-UI-2. */
test('an account of Bluesky by its app password, and a text post on it (R-ACC-1, R-UI-2)', async ({ page, space, sandbox, findings }) => {
  const handle = `mill${randomBytes(4).toString('hex')}.test`;
  const password = 'mill-lane-pass-word';
  const { did } = await read<{ did: string }>(await sandbox.post('/sandbox/bluesky/accounts', { data: { handle, password } }));

  await page.goto('/accounts');
  await page.getByRole('button', { name: 'Connect an account' }).click();
  const dialog = page.getByRole('dialog', { name: 'Connect an account' });
  await dialog.getByRole('button', { name: 'Bluesky' }).click();
  await dialog.getByLabel('Handle').fill(handle);
  await dialog.getByLabel('App password').fill('wrong-wrong-wrong-1234');
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(dialog.getByLabel('App password')).toHaveAccessibleDescription(/does not accept this handle/);
  expect(await findings()).toEqual([]);
  await dialog.getByLabel('App password').fill(password);
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText(`@${handle}`).first()).toBeVisible();

  await openComposer(page);
  await page.getByRole('radio', { name: /^Text/ }).check();
  await page.getByLabel('Caption', { exact: true }).fill('Open until six 👨‍👩‍👧‍👦 #bakery');
  await expect(page.getByText('24 / 300 characters')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('Open until six');
  await expect(page.getByText('Drawn here after Bluesky’s own look.')).toBeVisible();
  expect(await findings()).toEqual([]);
  await untilReady(page);

  await page.getByRole('button', { name: 'Other ways' }).click();
  await page.getByRole('button', { name: 'Publish now…' }).click();
  await page.getByRole('dialog', { name: 'Publish', exact: true }).getByRole('button', { name: 'Publish now', exact: true }).click();
  await untilJob(space, await postIdOf(page), 'published', 60_000);

  const { items } = await read<{ items: { value: { text: string } }[] }>(await sandbox.get(`/sandbox/bluesky/accounts/${did}/posts`));
  expect(items.map(item => item.value.text)).toEqual(['Open until six 👨‍👩‍👧‍👦 #bakery']);
});
