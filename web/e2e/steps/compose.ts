import { expect, type Locator, type Page } from '@playwright/test';
import type { TestFile } from './files.ts';

/** Opens the composer and waits until it can be written in. */
export async function openComposer(page: Page, address = '/compose'): Promise<void> {
  await page.goto(address);
  await expect(page.getByLabel('Caption', { exact: true })).toBeVisible();
}

/** The tile of a file in the composer. */
export const tileOf = (page: Page, file: TestFile): Locator => page.getByRole('group', { name: new RegExp(`^${file.name}, `) });

/** Adds files as somebody who picks them, and waits until each is uploaded. */
export async function addFiles(page: Page, ...files: TestFile[]): Promise<void> {
  await page.getByLabel('Files to upload').setInputFiles(files);
  for (const file of files) await expect(tileOf(page, file)).toBeVisible();
}

/** The names of the files in their order. */
export const fileOrder = async (page: Page): Promise<string[]> =>
  (await page.getByRole('group', { name: /, \d+ of \d+$/ }).evaluateAll(tiles => tiles.map(tile => tile.getAttribute('aria-label')!))).map(label => label.replace(/, \d+ of \d+$/, ''));

/** Waits until the server has the draft as it is written, and has looked at it. */
export async function untilSaved(page: Page): Promise<void> {
  await expect(page.getByText('Saved as a draft')).toBeVisible();
}

/** Waits until nothing stands in the way of the post any more. */
export async function untilReady(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Ready to go out' })).toBeVisible({ timeout: 30_000 });
}

/** The id in the address of a post's page. */
export async function postIdOf(page: Page): Promise<string> {
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  return page.url().split('/').at(-1)!;
}
