/** What a target hears, as people choose it: groups of kinds of events. */
export interface HearGroup {
  word: string;
  means: string;
  /** As the API has them: kinds, families or everything. */
  rules: readonly string[];
}

/** What there is to hear, what most people want first. */
export const GROUPS = {
  alerts: { word: 'Alerts', means: 'Something needs somebody; and that it is over.', rules: ['alert.*'] },
  live: { word: 'Posts that went live', means: 'One message for each account.', rules: ['job.published', 'job.resolved_published'] },
  byHand: { word: 'Posts to publish by hand', means: 'Somebody has a card, nobody answered it, or a post may be there twice.', rules: ['job.handed_over', 'job.unanswered', 'job.possible_duplicate'] },
  approvals: { word: 'Approvals and comments', means: 'Submitted, approved, rejected, commented.', rules: ['post.submitted', 'post.approved', 'post.rejected', 'post.commented'] },
  accounts: { word: 'Accounts', means: 'Connected, paused, access that ends.', rules: ['channel.*'] },
  posts: { word: 'Everything about posts', means: 'Also what was written, changed and scheduled.', rules: ['post.*'] },
  publishing: { word: 'Every step of publishing', means: 'Many messages; best for programs.', rules: ['job.*'] },
  plan: { word: 'Slots, series and sorting', means: 'Slots, series, categories and hashtag sets.', rules: ['slot.*', 'series.*', 'category.*', 'hashtag_set.*'] },
  settings: { word: 'Settings', means: 'Rules of the workspace, the hand-over, notifications, calendar feeds.', rules: ['workspace.*', 'handover.*', 'notifications.*', 'calendar_feed.*'] },
} as const satisfies Record<string, HearGroup>;

/** The word of a group. */
export type GroupName = keyof typeof GROUPS;

const NAMES = Object.keys(GROUPS) as GroupName[];

/** What a target hears, apart: everything, the groups that are heard as a whole, and what is in none of them. */
export interface Hearing {
  all: boolean;
  groups: GroupName[];
  others: string[];
}

/** Takes a target's list apart. */
export function readHears(hears: readonly string[]): Hearing {
  const groups = NAMES.filter(name => GROUPS[name].rules.every(rule => hears.includes(rule)));
  const told = new Set<string>(['*', ...groups.flatMap(name => [...GROUPS[name].rules])]);
  return { all: hears.includes('*'), groups, others: hears.filter(rule => !told.has(rule)) };
}

/** Puts a list together, each rule once. */
export const writeHears = ({ all, groups, others }: Hearing): string[] => (all ? ['*'] : [...new Set([...NAMES.filter(name => groups.includes(name)).flatMap(name => [...GROUPS[name].rules]), ...others])]);

/** What a target hears, in few words: `Alerts, posts that went live and job.retrying`. */
export function hearsWords(hears: readonly string[]): string {
  const { all, groups, others } = readHears(hears);
  if (all) return 'Everything';
  const words = [...groups.map(name => GROUPS[name].word as string), ...others].map((word, position) => (position === 0 || others.includes(word) ? word : word.charAt(0).toLowerCase() + word.slice(1)));
  return words.length === 0 ? 'Nothing' : words.join(', ').replace(/, ([^,]*)$/, ' and $1');
}
