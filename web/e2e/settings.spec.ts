import { expect, findingsOf, test } from './steps/test.ts';

test('the storage is tried as a network would use it, step by step (R-MED-3, R-MED-4)', async ({ page }) => {
  await page.goto('/settings/storage');
  await expect(page.getByText('this server itself')).toBeVisible();
  await page.getByRole('button', { name: 'Try the storage' }).click();

  const steps = page.getByRole('status').getByRole('listitem');
  await expect(steps.filter({ hasText: 'It gets a public copy' })).toBeVisible();
  await expect(steps.filter({ hasText: 'The copy is taken away again' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
});
