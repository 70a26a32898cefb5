import type { Problem } from '../../../api/problem.ts';
import type { Schemas } from '../../../api/client.ts';
import { type Draft, isBlank } from '../draft/draft.ts';
import { countCaption, isHashtagWord, cleanTag } from './caption.ts';
import type { NetworkLimits } from './limits.ts';
import { has, whyNot } from './types.ts';

/** Something to mend or to know, beside the field it is about. */
export interface Finding {
  code: string;
  field: string;
  message: string;
  advice?: string | null;
  blocks: boolean;
  /** The account whose own words or files it is about; left out for those of all. */
  channelId?: string | undefined;
}

/** The parts of the composer; each finding belongs to one. */
export type Part = 'accounts' | 'media' | 'type' | 'caption' | 'hashtags' | 'comment' | 'people' | 'reel' | 'more' | 'time' | 'route' | 'tiktok';

const PARTS: [prefix: string, part: Part][] = [
  ['channelIds', 'accounts'], ['mediaIds', 'media'], ['altTexts', 'media'], ['mediaFits', 'media'], ['type', 'type'], ['caption', 'caption'], ['hashtags', 'hashtags'],
  ['options.firstComment', 'comment'], ['options.userTags', 'media'], ['options.collaborators', 'people'], ['options.locationId', 'people'], ['options.sponsorIds', 'people'],
  ['options.isPaidPartnership', 'people'], ['options.isAiGenerated', 'people'], ['options.privacy', 'tiktok'], ['options.allow', 'tiktok'], ['options.isOwnBrand', 'tiktok'], ['options', 'reel'], ['coverFit', 'reel'], ['at', 'time'], ['localTime', 'time'], ['categoryId', 'time'], ['nextSlot', 'time'], ['title', 'more'], ['requiresInteraction', 'route'], ['handover', 'route'], ['late', 'more'],
];

/** Which part of the composer a field of the API is in. */
export const partOf = (field: string): Part => PARTS.find(([prefix]) => field.startsWith(prefix))?.[1] ?? 'more';

/** The position in `mediaIds[2]`; null where the field is about no single one. */
export function indexOf(field: string): number | null {
  const found = /\[(\d+)\]/.exec(field);
  return found ? Number(found[1]) : null;
}

/** A sentence of the server without the API's own names, which nobody sees here. */
export const plainly = (message: string): string =>
  message
    .replace(/ Choose the fit pad or crop for it \([^)]*\)\./, ' Choose a part of it, or bars around it.')
    .replace(/ It is to be sent as it is; with the fit scale, pad or crop \([^)]*\) it is made fit\./, ' It is to go out exactly as uploaded; choose another way under “Shape”.')
    .replace(/, or use force\./, ', or go ahead all the same.')
    .replace(/; its time can only be changed with force\./, '. Its time can still be changed if you insist.')
    .replace(/ \([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\)/g, '');

/** What the server is still at; nobody has to do anything. */
export const isUnderWay = (finding: Finding): boolean => finding.code === 'media_preparing';

/** What is merely not there yet. It is a thing to do, and no mistake. */
export const isMissing = (finding: Finding): boolean => finding.code === 'channels_missing' || finding.code === 'privacy_missing' || finding.code === 'caption_missing' || (finding.code === 'wrong_media_count' && finding.field === 'mediaIds' && finding.channelId === undefined);

const USERNAME = /^[A-Za-z0-9._]{1,30}$/;
const N = (count: number) => count.toLocaleString('en-GB');

/** What can be told at once, before the server is asked, in the same codes.
 * @param shortens The workspace has too much text cut off instead of refusing it. */
export function localFindings(draft: Draft, limits: NetworkLimits, shortens = false): Finding[] {
  const found: Finding[] = [];
  const add = (code: string, field: string, message: string, blocks = true) => found.push({ code, field, message, blocks });
  if (draft.channelIds.length === 0) add('channels_missing', 'channelIds', 'Choose at least one account.');
  if (draft.type === 'text' && draft.caption.trim() === '' && draft.hashtags.length === 0) add('caption_missing', 'caption', 'Write something: a text post has nothing else.');
  if (draft.items.length === 0 && draft.type !== 'text') add('wrong_media_count', 'mediaIds', isBlank(draft) ? 'Add a picture or a video to begin with.' : 'Add a picture or a video.');
  const reason = whyNot(draft.type, draft.items.map(item => item.media.kind), limits);
  if (reason !== null) add('wrong_media_count', 'type', reason);
  if (!has.caption(draft.type)) {
    if (draft.caption.trim() !== '') add('caption_left_out', 'caption', 'Stories have no caption: the text is left out.', false);
    return found;
  }
  const { characters, hashtags, mentions } = countCaption(draft.caption, draft.hashtags, limits);
  if (characters > limits.caption && shortens) add('caption_shortened', 'caption', `Caption and hashtags have ${N(characters)} characters; ${N(limits.caption)} are allowed. The end of the caption is left out.`, false);
  else if (characters > limits.caption) add('caption_too_long', 'caption', `Caption and hashtags have ${N(characters)} characters; ${limits.name} allows ${N(limits.caption)}. Shorten them by ${N(characters - limits.caption)}.`);
  if (mentions > limits.mentions) add('too_many_mentions', 'caption', `The caption mentions ${mentions} accounts; ${limits.name} allows ${limits.mentions}. Remove some.`);
  if (hashtags > limits.hashtags && shortens) add('hashtags_left_out', 'hashtags', `There are ${hashtags} hashtags, those in the caption included; the first ${limits.hashtags} are kept.`, false);
  else if (hashtags > limits.hashtags) add('too_many_hashtags', 'hashtags', `There are ${hashtags} hashtags; ${limits.name} allows ${limits.hashtags}. Remove ${hashtags - limits.hashtags}.`);
  else if (hashtags > limits.hashtagHint) add('many_hashtags', 'hashtags', `${hashtags} hashtags are many; up to ${limits.hashtagHint} reach more people.`, false);
  draft.hashtags.forEach((tag, index) => {
    if (!isHashtagWord(cleanTag(tag))) add('hashtag_malformed', `hashtags[${index}]`, `“${tag}” is not a hashtag: use letters, digits and _ without spaces or signs.`);
  });
  const comment = draft.firstComment.trim().length;
  if (comment > limits.comment) add('comment_too_long', 'options.firstComment', `The first comment has ${N(comment)} characters; ${N(limits.comment)} are allowed. Shorten it.`);
  if (draft.collaborators.length > limits.collaborators) add('too_many_collaborators', 'options.collaborators', `There are ${draft.collaborators.length} collaborators; ${limits.name} allows ${limits.collaborators}. Remove some.`);
  draft.collaborators.forEach((name, index) => {
    if (!USERNAME.test(name)) add('username_malformed', `options.collaborators[${index}]`, `“${name}” is not an account name: letters, digits, . and _, at most 30, without the @.`);
  });
  if (draft.locationId.trim() !== '' && !/^\d{1,32}$/.test(draft.locationId.trim())) add('location_malformed', 'options.locationId', 'The id of a place is a number.');
  return found;
}

/** What a refusal of the server found. */
export function findingsOf(problem: Problem | null): Finding[] {
  if (problem === null || problem.status === 0 || problem.status === 412 || problem.status === 401) return [];
  if (problem.findings.length > 0) return problem.findings.map(one => ({ ...one, field: one.field ?? '' }));
  const errors = Object.entries(problem.errors).flatMap(([field, messages]) => messages.map(message => ({ code: problem.code, field, message, blocks: true })));
  return errors.length > 0 ? errors : [{ code: problem.code, field: '', message: problem.message, blocks: true }];
}

/** What the server says of a saved post, each sentence once, with the account where it is about one of several. */
export function findingsOfReadiness(ready: Schemas['ReadinessResponse'] | undefined, names: ReadonlyMap<string, string>): Finding[] {
  if (!ready) return [];
  const all = [...ready.findings.map(finding => ({ finding, channelId: '' })), ...ready.channels.flatMap(channel => channel.findings.map(finding => ({ finding, channelId: channel.channelId })))];
  const byMessage = new Map<string, { finding: Finding; channels: string[] }>();
  for (const { finding, channelId } of all) {
    const known = byMessage.get(finding.code + finding.message);
    if (known) known.channels.push(channelId);
    else byMessage.set(finding.code + finding.message, { finding, channels: [channelId] });
  }
  return [...byMessage.values()].map(({ finding, channels }) => {
    const name = channels.length === 1 && ready.channels.length > 1 ? names.get(channels[0]!) : undefined;
    return name === undefined || finding.message.includes(name) ? finding : { ...finding, message: `@${name}: ${finding.message}` };
  });
}

/** One list of several, without what is said twice; what blocks comes first. */
export function together(...lists: readonly Finding[][]): Finding[] {
  const seen = new Set<string>();
  return lists
    .flat()
    .map(finding => ({ ...finding, message: plainly(finding.message) }))
    .filter(finding => {
      const key = `${finding.code} ${partOf(finding.field)} ${indexOf(finding.field) ?? ''} ${finding.channelId ?? ''}`;
      return seen.has(key) || seen.has(finding.message) ? false : (seen.add(key), seen.add(finding.message), true);
    })
    .sort((one, other) => Number(other.blocks) - Number(one.blocks));
}
