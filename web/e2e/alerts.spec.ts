import { makePost, untilJob } from './steps/posts.ts';
import { expect, test } from './steps/test.ts';

/** The stand-in refuses this place: it has no coordinates. */
const BAD_PLACE = '100000000000404';

/** What a person should know is told by itself, seen, and leaves by itself: R-OPS-3. */
test('trouble is told on every page, somebody sees it, and it leaves with the trouble (R-OPS-3, R-MAN-4)', async ({ page, space, findings }) => {
  const account = await space.connect();
  await page.goto('/alerts');
  await expect(page.getByRole('heading', { name: 'Nothing is wrong' })).toBeVisible();
  expect(await findings()).toEqual([]);

  const post = await makePost(space, account, 'A place of no alert', { options: { locationId: BAD_PLACE } });
  await space.post(`posts/${post.id}/publish-now`);
  const { id } = await untilJob(space, post.id, 'needs_attention');

  // No reload: the page is told.
  const line = page.getByRole('listitem', { name: /A place of no alert/ });
  await expect(line).toContainText('needs attention');
  await expect(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Alerts 1 not seen yet$/ })).toBeVisible();
  expect(await findings()).toEqual([]);

  await line.getByRole('button', { name: /^I have seen it/ }).click();
  await expect(page.getByRole('heading', { name: 'Nothing is wrong' })).toBeVisible();
  await page.getByRole('radiogroup', { name: 'Which alerts' }).getByText('Seen', { exact: true }).click();
  await expect(line).toContainText('seen by');

  await page.goto('/health');
  await expect(page.getByRole('listitem', { name: 'Posts' })).toContainText('One post needs a person');
  await expect(page.getByRole('listitem', { name: 'Instagram' })).toContainText('One account');
  expect(await findings()).toEqual([]);
  await space.post(`jobs/${id}/cancel`);
  await expect(page.getByRole('listitem', { name: 'Posts' })).toContainText('No post waits for a person'); // told, not reloaded
  await page.goBack();
  await page.getByRole('radiogroup', { name: 'Which alerts' }).getByText('Seen', { exact: true }).click();
  await expect(line).toBeHidden();
  await page.getByRole('radiogroup', { name: 'Which alerts' }).getByText('Over', { exact: true }).click();
  await expect(line).toContainText('over');
  expect(await findings()).toEqual([]);
  await line.getByRole('link', { name: /^Open the post/ }).click();
  await expect(page).toHaveURL(new RegExp(`/posts/${post.id}$`));
});
