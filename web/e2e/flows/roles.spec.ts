import { makePost } from '../steps/posts.ts';
import type { Role } from '../steps/space.ts';
import { expect, test } from '../steps/test.ts';

/** What tells the roles apart (docs/members.md), each where somebody would look for it. */
const TELLING = [
  { right: 'edit_posts', who: ['admin', 'editor'], at: '/', name: 'New post', role: 'link' },
  { right: 'schedule_posts', who: ['admin', 'editor'], at: '/calendar', name: /^Unplanned/, role: 'button' },
  { right: 'approve_posts', who: ['admin', 'approver'], at: '/approvals', name: /^Approve: Who may/, role: 'button' },
  { right: 'manage_channels', who: ['admin'], at: '/accounts', name: 'Connect an account', role: 'button' },
  { right: 'manage_members', who: ['admin'], at: '/settings/members', name: 'Invite…', role: 'button' },
] as const;

/** What stands on a page once it is clear what else does. */
const SETTLED = { '/': 'Overview', '/calendar': 'Calendar', '/approvals': 'Who may do what', '/accounts': 'A bakery', '/settings/members': 'What each role may do' } as const;

test.describe('roles', () => {
  test('everybody finds what they may do, and nothing else (R-OPS-6, R-MAN-1)', async ({ space, browserOf }) => {
    await space.rules({ approvalPolicy: 'one' });
    const account = await space.connect();
    const post = await makePost(space, account, 'Who may do what');
    await space.post(`posts/${post.id}/submit`);
    for (const role of ['admin', 'editor', 'approver', 'viewer'] satisfies Role[]) {
      const page = await browserOf(await space.invite(role));
      for (const { right, who, at, name, role: kind } of TELLING) {
        await page.goto(at);
        await expect(page.getByRole('heading', { name: SETTLED[at] })).toBeVisible();
        await expect(page.getByRole(kind, { name }), `${role} and ${right}`).toHaveCount((who as readonly string[]).includes(role) ? 1 : 0);
      }
      await page.goto('/compose');
      const isWriter = role === 'admin' || role === 'editor';
      await expect(page.getByText('Your role does not write posts')).toHaveCount(isWriter ? 0 : 1);
      await page.context().close();
    }
  });

  test('who is taken out of the workspace is out in an open tab too, without reloading (R-OPS-6)', async ({ page, space, browserOf }) => {
    await space.connect();
    const member = await space.invite('viewer', 'Vic Viewer');
    const theirs = await browserOf(member);
    await theirs.goto('/calendar');
    await expect(theirs.getByRole('heading', { level: 1, name: 'Calendar' })).toBeVisible();

    await page.goto('/settings/members');
    await page.getByRole('button', { name: 'Take Vic Viewer out of the workspace' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take out' }).click();
    await expect(page.getByText(member.email)).toHaveCount(0);
    await expect(theirs.getByText('You belong to no workspace')).toBeVisible();
  });

  test('whose session is ended is sent to the sign-in page, and back to where they were (R-OPS-6)', async ({ space, browserOf }) => {
    const member = await space.invite('editor');
    const theirs = await browserOf(member);
    await theirs.goto('/calendar?view=week');
    await expect(theirs.getByRole('heading', { level: 1, name: 'Calendar' })).toBeVisible();
    await theirs.context().clearCookies();
    await theirs.goto('/media');
    await theirs.waitForURL(/\/sign-in\?next=/);
    await theirs.getByLabel('E-mail').fill(member.email);
    await theirs.getByLabel('Password').fill(member.password);
    await theirs.getByRole('button', { name: 'Sign in' }).click();
    await expect(theirs.getByRole('heading', { level: 1, name: 'Media' })).toBeVisible();
  });
});
