import { makePost } from './steps/posts.ts';
import { expect, findingsOf, test } from './steps/test.ts';

test('a category and a slot are made, changed and deleted', async ({ page, space }) => {
  await space.connect();
  await space.connect({ username: 'slots.bakery' });
  await page.goto('/settings/slots');
  await page.getByRole('button', { name: 'New category…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Sourdough');
  await page.getByRole('radio', { name: 'Orange' }).check();
  await page.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByText('No slot is only for it')).toBeVisible();

  await page.getByText('@slots.bakery · 0').click();
  await page.getByRole('button', { name: 'New slot…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Every day' }).click();
  await dialog.getByLabel('Time').fill('18:00');
  await dialog.getByLabel('For posts of').selectOption({ label: 'Sourdough' });
  expect(await findingsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make it' }).click();
  await expect(page.getByRole('button', { name: /^Sourdough, Tuesday 18:00/ })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  await page.getByRole('button', { name: /^Sourdough, Tuesday 18:00/ }).click();
  await dialog.getByText('Tue', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'New slot on Tuesday at 18:00' })).toBeVisible();

  await page.getByRole('button', { name: /^Sourdough, Monday 18:00/ }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('@slots.bakery has no slots yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: /^Sourdough, Monday 18:00/ })).toBeVisible();

  await page.getByRole('button', { name: 'Delete Sourdough' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('One slot takes any post now.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Any post, Monday 18:00/ })).toBeVisible();
});

test('a free place of the calendar becomes a post at its time, and the next free slot takes the one after it', async ({ page, space }) => {
  const account = await space.connect({ username: 'places.bakery' });
  const { channelId } = account;
  const { id: categoryId } = await space.post<{ id: string }>('categories', { name: 'Places', colour: '#e8590c' });
  const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
  await space.post('slots', { channelId, categoryId, weekdays, time: '11:30' });

  await page.goto(`/calendar?view=agenda&accounts=${channelId}`);
  await expect(page.getByRole('link', { name: /New post at 11:30.*places\.bakery.*Places/ }).nth(3)).toBeVisible();
  await page.getByRole('button', { name: /^Places to fill/ }).click();
  await expect(page.getByRole('link', { name: /New post at 11:30/ })).toHaveCount(0);
  await page.getByRole('button', { name: /^Places to fill/ }).click();
  await page.getByText('Week', { exact: true }).click();
  await page.getByRole('button', { name: 'Next week' }).click();
  const place = page.locator('.fc-event, [class*=place]').filter({ hasText: 'A place to fill' });
  await expect(place.first()).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await place.first().click();

  await expect(page).toHaveURL(/compose\?.*category=/);
  await expect(page.getByLabel('Category')).toHaveValue(categoryId);
  await expect(page.getByRole('checkbox', { name: /places\.bakery/ })).toBeChecked();
  await expect(page.getByLabel('Time', { exact: true })).toHaveValue('11:30');

  const post = await makePost(space, account, 'For a slot', { categoryId });
  await page.goto(`/posts/${post.id}/edit`);
  await page.getByRole('button', { name: 'Other ways' }).click();
  await page.getByRole('button', { name: 'Next free slot…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish' });
  await expect(dialog.getByRole('radio', { name: /11:30/ }).nth(2)).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Take this slot' }).click();
  await expect(page).toHaveURL(new RegExp(`/posts/${post.id}$`));
  const taken = await space.get<{ at: string; categoryId: string }>(`posts/${post.id}`);
  expect(taken.categoryId).toBe(categoryId);
  const next = await space.get<{ items: { at: string }[] }>(`slots/next?channelId=${channelId}&categoryId=${categoryId}`);
  expect(next.items[0]!.at).not.toBe(taken.at);
});

test('where there is no free slot it says why, and leads to the slots', async ({ page, space }) => {
  const post = await makePost(space, await space.connect({ username: 'noslots.bakery' }), 'No slot');
  await page.goto(`/posts/${post.id}/edit`);
  await page.getByRole('button', { name: 'Other ways' }).click();
  await page.getByRole('button', { name: 'Next free slot…' }).click();
  await expect(page.getByText('@noslots.bakery has no slots yet.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Take this slot' })).toBeDisabled();
  await expect(page.getByRole('link', { name: 'add slots in the settings' })).toHaveAttribute('href', '/settings/slots');
  expect(await findingsOf(page)).toEqual([]);
});
