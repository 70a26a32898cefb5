import type { Locator, Page } from '@playwright/test';

/** An entry of the calendar by a part of its title, in any view. */
export const entryOf = (page: Page, title: string): Locator => page.locator('[data-entry]').filter({ hasText: title });

/** The place of a day in the grid. */
export const dayCell = (page: Page, day: string): Locator => page.locator(`[data-date="${day}"]`).last();

/** Drags something onto a place with the mouse, in steps as a hand does. `at` is where on the place, in shares of it. */
export async function drag(page: Page, what: Locator, onto: Locator, at = { x: 0.5, y: 0.6 }): Promise<void> {
  await what.scrollIntoViewIfNeeded();
  const [from, to] = [(await what.boundingBox())!, (await onto.boundingBox())!];
  const [x, y] = [to.x + to.width * at.x, to.y + to.height * at.y];
  await page.mouse.move(from.x + from.width / 2, from.y + Math.min(8, from.height / 2));
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2 + 8, from.y + 16, { steps: 4 });
  await page.mouse.move(x, y, { steps: 10 });
  await page.mouse.up();
}

/** A day of the month after this one, and its neighbours: far enough ahead that all of its week can be planned. */
export function dayNextMonth(day: number): string {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, day)).toISOString().slice(0, 10);
}

/** An instant of a day on the wall of Berlin, as the API takes it. */
export const onWall = (day: string, time: string) => ({ localTime: `${day}T${time}`, timeZone: 'Europe/Berlin' });
