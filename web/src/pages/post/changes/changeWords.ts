import type { Schemas } from '../../../api/client.ts';
import { POST_TYPES } from '../../../words/states.ts';
import { fitWords, GRADUATION, LATE, PRIVACY } from '../rules/contentWords.ts';

/** A field of a post that is different. */
export type Change = Schemas['PostChangeResponse'];

/** What the words of a change need to know beside it. */
export interface ChangeNames {
  /** An account by its id. */
  account: (channelId: string) => string;
  /** An instant as the page shows it. */
  time: (at: string) => string;
}

/** A change as it is shown: two texts to be told apart word by word, or the items before and after. */
export type Shown = { label: string } & ({ as: 'text'; before: string; after: string } | { as: 'media'; before: readonly string[]; after: readonly string[] });

const LABELS: Record<string, string> = {
  title: 'Title', caption: 'Caption', hashtags: 'Hashtags', type: 'Kind', channelIds: 'Accounts', mediaIds: 'Media', altTexts: 'Alt texts', mediaFits: 'How items are made fit', coverFit: 'How the cover is made fit', at: 'Time',
  latePolicy: 'If it is late', lateMinutes: 'How late it may be', categoryId: 'Category', firstComment: 'First comment', userTags: 'Tagged', collaborators: 'Together with', locationId: 'Place', coverMediaId: 'Cover', thumbOffsetMs: 'Moment of the cover',
  shareToFeed: 'In the feed', audioName: 'Sound', trialGraduation: 'Trial reel', isAiGenerated: 'Made with AI', isPaidPartnership: 'Paid partnership', sponsorIds: 'Paid for by',
  privacy: 'Who may see it', allowComments: 'Others may comment', allowDuet: 'Others may duet', allowStitch: 'Others may stitch', isOwnBrand: 'Promotes the own brand', delivery: 'How far it goes by itself',
};

/** `options.userTags` is `userTags`; what a single account gets differently names that account. */
const PATH = /^(?:variants\.([0-9a-f-]{36})\.)?(?:options\.)?(.+)$/;

/** How a change is told to people. A field that this dashboard does not know keeps its name. */
export function shownAs({ field, before, after }: Change, names: ChangeNames): Shown {
  const [, channelId, name = field] = PATH.exec(field) ?? [];
  const label = `${LABELS[name] ?? name}${channelId === undefined ? '' : ` on ${names.account(channelId)}`}`;
  if (name === 'mediaIds' || name === 'coverMediaId') return { label, as: 'media', before: idsOf(before), after: idsOf(after) };
  return { label, as: 'text', before: textOf(name, before, names), after: textOf(name, after, names) };
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]);
const idsOf = (value: unknown): string[] => listOf(value).filter(id => typeof id === 'string');
const numbered = (lines: readonly string[]): string => (lines.length < 2 ? lines.join('') : lines.map((line, position) => `${position + 1}. ${line}`).join('\n'));

function textOf(name: string, value: unknown, names: ChangeNames): string {
  if (value === null || value === undefined) return '';
  switch (name) {
    case 'hashtags':
      return listOf(value).map(tag => `#${tag}`).join(' ');
    case 'channelIds':
      return idsOf(value).map(names.account).join(', ');
    case 'altTexts':
      return numbered(listOf(value).map(text => String(text ?? '') || '–'));
    case 'mediaFits':
      return numbered(listOf(value).map(fit => fitWords(fit as Schemas['MediaFitBody'] | null)));
    case 'coverFit':
      return fitWords(value as Schemas['MediaFitBody']);
    case 'type':
      return POST_TYPES[value as Schemas['PostType']] ?? String(value);
    case 'at':
      return names.time(String(value));
    case 'latePolicy':
      return LATE[value as NonNullable<Schemas['LatePolicy']>] ?? String(value);
    case 'trialGraduation':
      return GRADUATION[value as NonNullable<Schemas['TrialGraduation']>] ?? String(value);
    case 'privacy':
      return PRIVACY[value as NonNullable<Schemas['PostPrivacy']>] ?? String(value);
    case 'lateMinutes':
      return `${Number(value)} minutes`;
    case 'thumbOffsetMs':
      return `${Number(value) / 1_000} s`;
    case 'userTags':
      return listOf(value).map(tag => tagWords(tag as Schemas['UserTagBody'])).join(', ');
    case 'collaborators':
      return listOf(value).map(one => `@${one}`).join(', ');
    default:
      return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : Array.isArray(value) ? value.join(', ') : typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}

const percent = (share: number): string => `${Math.round(share * 100)}%`;

/** `@anna at 20%, 35%`: a tag that was only moved is a change too. */
function tagWords({ username, x, y }: Schemas['UserTagBody']): string {
  return `@${username}${typeof x === 'number' && typeof y === 'number' ? ` at ${percent(x)}, ${percent(y)}` : ''}`;
}
