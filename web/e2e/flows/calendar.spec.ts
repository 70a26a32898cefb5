import { dayCell, dayNextMonth, drag, entryOf, onWall } from '../steps/calendar.ts';
import { inMinutes, jobOf, makePost } from '../steps/posts.ts';
import type { Space } from '../steps/space.ts';
import { expect, test } from '../steps/test.ts';

/** What the wall of Berlin shows when a post's one job is due. */
async function dueOnWall(space: Space, postId: string): Promise<string> {
  const { dueAt } = await jobOf(space, postId);
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' }).format(new Date(dueAt)).replace(' ', 'T');
}

/** Times are moved by hand, and what must not happen by accident explains itself: R-UI-1, R-JOB-6. */
test.describe('the calendar', () => {
  test('an entry is dragged to another day of the month, and to another hour of the week (R-UI-1)', async ({ page, space }) => {
    const account = await space.connect();
    const post = await makePost(space, account, 'Moved by hand', onWall(dayNextMonth(10), '12:00'));
    await page.goto(`/calendar?view=month&date=${dayNextMonth(1)}`);
    await drag(page, entryOf(page, 'Moved by hand'), dayCell(page, dayNextMonth(12)));
    await expect(page.getByText('Moved', { exact: true })).toBeVisible();
    await expect(dayCell(page, dayNextMonth(12)).locator('[data-entry]')).toContainText('Moved by hand');
    expect(await dueOnWall(space, post.id)).toBe(`${dayNextMonth(12)}T12:00`);

    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => dueOnWall(space, post.id)).toBe(`${dayNextMonth(10)}T12:00`);

    await page.goto(`/calendar?view=week&date=${dayNextMonth(10)}`);
    const entry = entryOf(page, 'Moved by hand');
    await entry.scrollIntoViewIfNeeded();
    const box = (await entry.boundingBox())!;
    await page.mouse.move(box.x + 20, box.y + 5);
    await page.mouse.down();
    // Half an hour is a line of thirty pixels or a little more.
    const hour = (await page.locator('[data-time="13:00:00"]').first().boundingBox())!.y - (await page.locator('[data-time="12:00:00"]').first().boundingBox())!.y;
    await page.mouse.move(box.x + 20, box.y + 5 + hour / 2, { steps: 5 });
    await page.mouse.move(box.x + 20, box.y + 5 + hour, { steps: 5 });
    // A hand lets go when it sees the entry where it would be. Until it is dropped it is there twice.
    await expect.poll(() => entry.evaluateAll(all => Math.max(...all.map(one => one.getBoundingClientRect().y)))).toBeGreaterThan(box.y + hour / 2);
    await page.mouse.up();
    await expect(entry).toHaveCount(1);
    // To the minute it depends on where the hand took hold of it; what is shown is what the server has.
    await expect(entry).toContainText(/13:\d\d/);
    const [shown] = /13:\d\d/.exec(await entry.innerText())!;
    await expect.poll(() => dueOnWall(space, post.id)).toBe(`${dayNextMonth(10)}T${shown}`);
  });

  test('two posts too close together explain themselves, and go there all the same where somebody insists (R-UI-1, R-JOB-6)', async ({ page, space, findings }) => {
    const account = await space.connect();
    const one = await makePost(space, account, 'The one', onWall(dayNextMonth(10), '12:00'));
    await makePost(space, account, 'The other', onWall(dayNextMonth(12), '12:05'));
    await page.goto(`/calendar?view=month&date=${dayNextMonth(1)}`);
    await drag(page, entryOf(page, 'The one'), dayCell(page, dayNextMonth(12)), { x: 0.5, y: 0.9 });
    const dialog = page.getByRole('dialog', { name: 'It was not moved' });
    await expect(dialog.getByRole('alert')).toContainText(/minutes/);
    await expect(dialog.getByRole('link', { name: 'Show the other post' })).toBeVisible();
    expect(await findings()).toEqual([]);
    await dialog.getByRole('button', { name: 'Leave it as it was' }).click();
    await expect(dialog).toBeHidden();
    await expect(dayCell(page, dayNextMonth(10)).locator('[data-entry]')).toContainText('The one');

    // What went back takes a moment until it can be taken hold of again.
    await expect(async () => {
      await drag(page, entryOf(page, 'The one'), dayCell(page, dayNextMonth(12)), { x: 0.5, y: 0.9 });
      await expect(dialog).toBeVisible({ timeout: 3_000 });
    }).toPass();
    await dialog.getByRole('button', { name: 'Move anyway' }).click();
    await expect(dialog).toBeHidden();
    await expect.poll(() => dueOnWall(space, one.id)).toBe(`${dayNextMonth(12)}T12:00`);
  });

  test('what is about to go out is locked; the keyboard moves it, knowingly (R-UI-1, R-JOB-6)', async ({ page, space, findings }) => {
    const account = await space.connect();
    const post = await makePost(space, account, 'About to go out', { at: inMinutes(4) });
    await page.goto('/calendar?view=agenda');
    const entry = entryOf(page, 'About to go out');
    await entry.getByRole('button', { name: 'What to do with About to go out' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Move…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Move' });
    await dialog.getByLabel('Day', { exact: true }).fill(dayNextMonth(20));
    await dialog.getByLabel('Time', { exact: true }).fill('10:00');
    await dialog.getByLabel('Time', { exact: true }).press('Enter');
    const refused = page.getByRole('dialog', { name: 'It was not moved' });
    await expect(refused.getByRole('alert')).toContainText(/\w/);
    expect(await findings()).toEqual([]);
    await refused.getByRole('button', { name: 'Move anyway' }).press('Enter');
    await expect(refused).toBeHidden();
    await expect.poll(() => dueOnWall(space, post.id)).toBe(`${dayNextMonth(20)}T10:00`);
  });

  test('an entry of the month opens by Enter and is moved from there (R-UI-1)', async ({ page, space }) => {
    const account = await space.connect();
    const post = await makePost(space, account, 'By keyboard alone', onWall(dayNextMonth(10), '12:00'));
    await page.goto(`/calendar?view=month&date=${dayNextMonth(1)}`);
    const entry = entryOf(page, 'By keyboard alone');
    await expect(entry).toBeVisible();
    await entry.locator('xpath=ancestor-or-self::*[@tabindex="0"][1]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Post' }).getByRole('button', { name: 'Move…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Move' });
    await dialog.getByLabel('Day', { exact: true }).fill(dayNextMonth(11));
    await dialog.getByLabel('Day', { exact: true }).press('Enter');
    await expect(dialog).toBeHidden();
    await expect(dayCell(page, dayNextMonth(11)).locator('[data-entry]')).toContainText('By keyboard alone');
    expect(await dueOnWall(space, post.id)).toBe(`${dayNextMonth(11)}T12:00`);
  });

  test.describe('on a phone', () => {
    test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

    test('a long press lifts an entry, and a finger moves it (R-UI-1)', async ({ page, context, space }) => {
      const account = await space.connect();
      const post = await makePost(space, account, 'Moved by thumb', onWall(dayNextMonth(10), '12:00'));
      await page.goto(`/calendar?view=month&date=${dayNextMonth(1)}`);
      const entry = entryOf(page, 'Moved by thumb');
      await entry.scrollIntoViewIfNeeded();
      const from = (await entry.boundingBox())!;
      const to = (await dayCell(page, dayNextMonth(17)).boundingBox())!;
      const finger = await context.newCDPSession(page);
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number, y?: number) =>
        finger.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y: y! }] });
      const [x, y] = [from.x + from.width / 2, from.y + from.height / 2];
      await touch('touchStart', x, y);
      await expect(page.locator('[data-lifted], [class*="mirror"], [class*="dragged"]').first()).toBeAttached();
      for (let step = 1; step <= 8; step++) await touch('touchMove', x + ((to.x + to.width / 2 - x) * step) / 8, y + ((to.y + to.height * 0.6 - y) * step) / 8);
      await touch('touchEnd');
      await expect(dayCell(page, dayNextMonth(17)).locator('[data-entry]')).toHaveCount(1);
      await expect.poll(() => dueOnWall(space, post.id)).toBe(`${dayNextMonth(17)}T12:00`);
    });
  });
});
