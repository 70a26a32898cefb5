import type { Draft } from '../draft/draft.ts';
import { draftFor, isOwn, type OwnField, variantsOf } from '../draft/variants.ts';
import { type Finding, localFindings, type Part, partOf } from './findings.ts';
import type { NetworkLimits } from './limits.ts';

const OWN_FIELDS: Partial<Record<Part, OwnField>> = { media: 'items', caption: 'caption', hashtags: 'hashtags', comment: 'firstComment' };

/** The field of a part that an account may have of its own; null for a part that is the same for all. */
export const ownFieldOf = (part: Part): OwnField | null => OWN_FIELDS[part] ?? null;

/** What the server says of `variants[0].caption`, said of that account's caption. */
export function placed(finding: Finding, draft: Draft): Finding {
  const found = /^variants\[(\d+)\]\.(.+)$/.exec(finding.field);
  if (!found) return finding;
  return { ...finding, field: found[2]!, channelId: variantsOf(draft)[Number(found[1])]?.channelId };
}

/** What is wrong with the number or kind of files is told of the post's kind, which is the same for all; it is the files of an account that can differ. */
const partFor = (finding: Finding): Part => (finding.code === 'wrong_media_count' ? 'media' : partOf(finding.field));

/** Whether what an account gets there is of its own. A caption is counted with its hashtags. */
function isOwnPart(draft: Draft, channelId: string, part: Part): boolean {
  const fields: readonly OwnField[] = part === 'caption' || part === 'hashtags' ? ['caption', 'hashtags'] : [ownFieldOf(part)!];
  return fields.some(field => isOwn(draft, channelId, field));
}

/** What can be told at once of the words and files for all, as far as some account gets them, and of those that accounts have of their own. */
export function localFindingsOfAll(draft: Draft, limits: NetworkLimits, shortens = false, limitsFor: (channelId: string) => NetworkLimits = () => limits): Finding[] {
  // The strictest first: what is said twice is said once.
  const networks = draft.channelIds.length === 0 ? [limits] : [...new Set(draft.channelIds.map(limitsFor))].sort((one, other) => one.caption - other.caption);
  const isUsed = (part: Part, network: NetworkLimits) => draft.channelIds.length === 0 || draft.channelIds.some(id => limitsFor(id) === network && !isOwnPart(draft, id, part));
  const ofAll = networks.flatMap(network => localFindings(draft, network, shortens).filter(finding => ownFieldOf(partFor(finding)) === null || isUsed(partFor(finding), network)));
  const own = draft.channelIds
    .filter(id => draft.variants[id] !== undefined)
    .flatMap(id =>
      localFindings(draftFor(draft, id), limitsFor(id), shortens)
        .filter(finding => ownFieldOf(partFor(finding)) !== null && isOwnPart(draft, id, partFor(finding)))
        .map(finding => ({ ...finding, field: partFor(finding) === 'media' ? 'mediaIds' : finding.field, channelId: id })),
    );
  return [...ofAll, ...own];
}

/** With the account's name in front, where it is about that account's own words. */
export function named(finding: Finding, names: ReadonlyMap<string, string>): Finding {
  const name = finding.channelId === undefined ? undefined : names.get(finding.channelId);
  return name === undefined || finding.message.includes(`@${name}`) ? finding : { ...finding, message: `@${name}: ${finding.message}` };
}
