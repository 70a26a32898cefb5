import type { Page } from '@playwright/test';
import { dayNextMonth, entryOf, onWall } from '../steps/calendar.ts';
import { makePost, untilJob } from '../steps/posts.ts';
import { expect, test } from '../steps/test.ts';

/** How soon a change must show; a loaded machine gets more than the second that is promised. */
const SOON_MS = 5_000;

const LIVE = /\/hubs\/events/;

/** Holds the live connection of a page in its hand, to cut it. */
async function holdLive(page: Page): Promise<{ cut: () => Promise<void>; mend: () => void }> {
  let isCut = false;
  const open = new Set<{ close: (options: { code: number }) => Promise<void> }>();
  await page.routeWebSocket(LIVE, socket => {
    if (isCut) {
      void socket.close({ code: 1001 });
      return;
    }
    socket.connectToServer();
    open.add(socket);
  });
  return {
    cut: async () => {
      isCut = true;
      for (const socket of open) await socket.close({ code: 1001 });
      open.clear();
    },
    mend: () => {
      isCut = false;
    },
  };
}

/** Every open page is up to date by itself, and says so while it is not: R-OPS-1. */
test.describe('live', () => {
  test('a change shows in every open tab without reloading (R-OPS-1)', async ({ page, tab, space }, info) => {
    const account = await space.connect();
    const post = await makePost(space, account, 'Seen everywhere', onWall(dayNextMonth(10), '12:00'));
    const other = await tab();
    await page.goto(`/calendar?view=agenda&date=${dayNextMonth(10)}`);
    await other.goto(`/posts/${post.id}`);
    await expect(entryOf(page, 'Seen everywhere')).toContainText('12:00');
    await expect(other.getByText('Scheduled', { exact: true }).first()).toBeVisible();
    await Promise.all([page, other].map(one => one.waitForLoadState('networkidle')));

    await space.post(`posts/${post.id}/schedule`, onWall(dayNextMonth(10), '17:25'));
    const answered = Date.now();
    const shown = await Promise.all(
      [entryOf(page, 'Seen everywhere').getByText('17:25'), other.getByText(/17:25/).first()].map(async place => {
        await place.waitFor({ timeout: SOON_MS });
        return Date.now() - answered;
      }),
    );
    const words = `from the API’s answer to the calendar ${shown[0]} ms, to the post’s page ${shown[1]} ms`;
    info.annotations.push({ type: 'measured', description: words });
    console.log(`  ${words}`);
  });

  test('a page says that it is stale while the connection is lost, and catches up by itself (R-OPS-1)', async ({ page, space }) => {
    const live = await holdLive(page);
    const account = await space.connect();
    const post = await makePost(space, account, 'While you were away', onWall(dayNextMonth(10), '12:00'));
    await page.goto(`/calendar?view=agenda&date=${dayNextMonth(10)}`);
    await expect(entryOf(page, 'While you were away')).toContainText('12:00');
    const stale = page.getByText('The connection to the server is lost.', { exact: false });
    await expect(stale).toHaveCount(0);

    await live.cut();
    await expect(stale).toBeVisible();
    await space.post(`posts/${post.id}/schedule`, onWall(dayNextMonth(10), '18:10'));
    live.mend();
    await expect(stale).toBeHidden();
    await expect(entryOf(page, 'While you were away')).toContainText('18:10');
  });

  test('who looks at a post sees what somebody else decides about it (R-OPS-1, R-MAN-1)', async ({ page, space, browserOf }) => {
    await space.rules({ approvalPolicy: 'not_the_author' });
    const account = await space.connect();
    const post = await makePost(space, account, 'Waiting for a word');
    await space.post(`posts/${post.id}/submit`);
    await page.goto(`/posts/${post.id}`);
    await expect(page.getByText('Waits for approval', { exact: true }).first()).toBeVisible();

    const theirs = await browserOf(await space.invite('approver'));
    await theirs.goto(`/posts/${post.id}`);
    await theirs.getByRole('button', { name: 'Reject' }).click();
    await theirs.getByRole('dialog').getByLabel('Why').fill('The picture is last year’s.');
    await theirs.getByRole('dialog').getByRole('button', { name: 'Reject' }).click();
    await expect(page.getByRole('alert').getByText('The picture is last year’s.')).toBeVisible();
  });

  test('a post that goes out shows it while somebody looks (R-OPS-1, R-UI-3)', async ({ page, space }) => {
    const account = await space.connect();
    const post = await makePost(space, account, 'Before your eyes');
    await page.goto(`/posts/${post.id}`);
    await expect(page.getByText('Draft', { exact: true }).first()).toBeVisible();
    await space.post(`posts/${post.id}/publish-now`);
    await expect(page.getByRole('article').getByText('Published', { exact: true }).first()).toBeVisible();
    await expect(page.getByRole('article').getByRole('link', { name: /opens in a new tab/ })).toHaveAttribute('href', (await untilJob(space, post.id, 'published')).permalink!);
  });
});
