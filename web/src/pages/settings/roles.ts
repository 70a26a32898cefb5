import type { Schemas } from '../../api/client.ts';

/** What somebody is in a workspace. */
export type Role = NonNullable<Schemas['Role']>;
/** One thing that somebody may or may not do. */
export type Right = Schemas['Right'];

/** What each right lets somebody do, in the order in which they are shown. */
export const RIGHTS: Record<Right, { word: string; means: string }> = {
  read: { word: 'See everything', means: 'Posts, calendar, media, accounts and how they do.' },
  edit_posts: { word: 'Write posts', means: 'Write, change and delete posts, upload and delete media, submit for approval.' },
  approve_posts: { word: 'Approve posts', means: 'Say yes or no to what was submitted.' },
  comment_on_posts: { word: 'Comment', means: 'Say something to the others about a post.' },
  schedule_posts: { word: 'Schedule posts', means: 'Set and move times, publish now, cancel and retry.' },
  take_down_posts: { word: 'Take posts down', means: 'Have live posts deleted at the network.' },
  manage_channels: { word: 'Manage accounts', means: 'Connect, pause and disconnect accounts.' },
  manage_workspace: { word: 'Change the rules', means: 'The workspace’s name, time zone and rules.' },
  manage_keys: { word: 'Manage API keys', means: 'Make and revoke keys for programs.' },
  manage_members: { word: 'Manage members', means: 'Invite people, change roles, take people out.' },
  create_workspaces: { word: 'Open workspaces', means: 'Open further workspaces on this server.' },
};

/** Every right, in the order of the table. */
export const ALL_RIGHTS = Object.keys(RIGHTS) as Right[];

/** The roles, from the most to the least. The same table as in docs/members.md, which a test compares with it. */
export const ROLES: Record<Role, { word: string; means: string; rights: readonly Right[] }> = {
  owner: { word: 'Owner', means: 'May do everything, and only owners make other owners.', rights: ALL_RIGHTS },
  admin: { word: 'Admin', means: 'Runs the workspace: accounts, members, keys and rules, and every post.', rights: ALL_RIGHTS.filter(right => right !== 'create_workspaces') },
  editor: { word: 'Editor', means: 'Writes posts and schedules them.', rights: ['read', 'edit_posts', 'comment_on_posts', 'schedule_posts', 'take_down_posts'] },
  approver: { word: 'Approver', means: 'Says yes or no to posts, and changes nothing.', rights: ['read', 'approve_posts', 'comment_on_posts'] },
  viewer: { word: 'Viewer', means: 'Sees everything and changes nothing.', rights: ['read'] },
};

/** Every role, from the most to the least. */
export const ALL_ROLES = Object.keys(ROLES) as Role[];

/** Nobody gives a role, or changes a member, that may do more than themselves. */
export const mayGive = (own: readonly Right[], role: Role): boolean => ROLES[role].rights.every(right => own.includes(right));

/** The roles somebody may give, as choices. */
export const rolesToGive = (own: readonly Right[]): { value: Role; label: string }[] =>
  ALL_ROLES.filter(role => mayGive(own, role)).map(role => ({ value: role, label: ROLES[role].word }));

/** What a list of rights comes to, in few words: the role that has exactly these, or how many they are. */
export function rightsInWords(rights: readonly Right[]): string {
  const role = ALL_ROLES.find(one => ROLES[one].rights.length === rights.length && ROLES[one].rights.every(right => rights.includes(right)));
  if (role === 'owner') return 'everything';
  return role !== undefined ? `those of ${role === 'viewer' ? 'a' : 'an'} ${ROLES[role].word.toLowerCase()}` : rights.map(right => RIGHTS[right].word.toLowerCase()).join(', ');
}
