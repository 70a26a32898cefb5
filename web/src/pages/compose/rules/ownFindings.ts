import type { Draft } from '../draft/draft.ts';
import { draftFor, isOwn, variantsOf } from '../draft/variants.ts';
import { type Finding, localFindings, type Part, partOf } from './findings.ts';
import type { NetworkLimits } from './limits.ts';

/** The words that an account may have of its own; what is found of anything else is about the post. */
export const isOfWords = (part: Part): boolean => part === 'caption' || part === 'hashtags' || part === 'comment';

/** What the server says of `variants[0].caption`, said of that account's caption. */
export function placed(finding: Finding, draft: Draft): Finding {
  const found = /^variants\[(\d+)\]\.(.+)$/.exec(finding.field);
  if (!found) return finding;
  return { ...finding, field: found[2]!, channelId: variantsOf(draft)[Number(found[1])]?.channelId };
}

/** Whether what an account gets there is of its own. A caption is counted with its hashtags. */
function isOwnPart(draft: Draft, channelId: string, part: Part): boolean {
  return part === 'comment' ? isOwn(draft, channelId, 'firstComment') : isOwn(draft, channelId, 'caption') || isOwn(draft, channelId, 'hashtags');
}

/** What can be told at once of the words for all, as far as some account gets them, and of those that accounts have of their own. */
export function localFindingsOfAll(draft: Draft, limits: NetworkLimits, shortens = false): Finding[] {
  const isUsed = (part: Part) => draft.channelIds.length === 0 || draft.channelIds.some(id => !isOwnPart(draft, id, part));
  const ofAll = localFindings(draft, limits, shortens).filter(finding => !isOfWords(partOf(finding.field)) || isUsed(partOf(finding.field)));
  const own = draft.channelIds
    .filter(id => draft.variants[id] !== undefined)
    .flatMap(id => localFindings(draftFor(draft, id), limits, shortens).filter(finding => isOfWords(partOf(finding.field)) && isOwnPart(draft, id, partOf(finding.field))).map(finding => ({ ...finding, channelId: id })));
  return [...ofAll, ...own];
}

/** With the account's name in front, where it is about that account's own words. */
export function named(finding: Finding, names: ReadonlyMap<string, string>): Finding {
  const name = finding.channelId === undefined ? undefined : names.get(finding.channelId);
  return name === undefined || finding.message.includes(`@${name}`) ? finding : { ...finding, message: `@${name}: ${finding.message}` };
}
