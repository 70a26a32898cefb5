import type { Schemas } from '../../../api/client.ts';
import type { Change } from './changeWords.ts';

/** A post as it was at one time: a version of it, or as it is now. */
export type Content = Omit<Schemas['PostVersionResponse'], 'kind' | 'by' | 'note' | 'title'> & {
  /** Undefined where nobody knows whether somebody gave it. */
  title?: string | null;
  /** What single accounts get differently, where the server knows of such a thing. */
  variants?: readonly Record<string, unknown>[];
};

/** A post as it is now, to be held beside its versions. */
export const contentOf = (post: Schemas['PostResponse']): Content => ({ ...post, title: undefined, at: post.updatedAt, plannedAt: post.at });

const FIELDS = ['title', 'type', 'channelIds', 'mediaIds', 'caption', 'hashtags', 'altTexts', 'mediaFits', 'coverFit', 'latePolicy', 'lateMinutes'] as const;

/** What is different between two versions, in the same form as the server tells what changed since a decision. */
export function compare(before: Content, after: Content): Change[] {
  const [old, current] = [fieldsOf(before), fieldsOf(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(current)])];
  return names
    .filter(name => old[name] !== undefined || current[name] !== undefined)
    .map(field => ({ field, before: old[field] ?? null, after: current[field] ?? null }))
    .filter(change => JSON.stringify(change.before) !== JSON.stringify(change.after) && !(change.field === 'title' && (before.title === undefined || after.title === undefined)));
}

function fieldsOf(content: Content): Record<string, unknown> {
  const fields: Record<string, unknown> = { at: content.plannedAt };
  for (const field of FIELDS) fields[field] = plain(content[field]);
  for (const [name, value] of Object.entries(content.options)) fields[`options.${name}`] = plain(value);
  for (const { channelId, options, ...own } of content.variants ?? []) {
    // Of one account an empty list is not the same as none: it takes away what the others have.
    for (const [name, value] of Object.entries(own)) fields[`variants.${String(channelId)}.${name}`] = value;
    for (const [name, value] of Object.entries(options ?? {})) fields[`variants.${String(channelId)}.options.${name}`] = value;
  }
  return fields;
}

/** An empty list is the same as none, and so is what is missing at the end of one. */
function plain(value: unknown): unknown {
  if (!Array.isArray(value)) return value ?? null;
  const last = value.findLastIndex(item => item !== null && item !== '');
  return last < 0 ? null : value.slice(0, last + 1);
}
