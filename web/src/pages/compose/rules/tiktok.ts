import type { Draft } from '../draft/draft.ts';
import type { Finding } from './findings.ts';

/** What TikTok wants said before a post can go out there, told before the server is asked and in its codes. */
export function tiktokFindings(draft: Draft, chosen: readonly { platform: string }[]): Finding[] {
  if (!chosen.some(channel => channel.platform === 'tiktok')) return [];
  const found: Finding[] = [];
  if (draft.privacy === null) found.push({ code: 'privacy_missing', field: 'options.privacy', message: 'Choose who may see it on TikTok.', blocks: true });
  if (draft.promotes && !draft.isOwnBrand && !draft.isPaidPartnership)
    found.push({ code: 'disclosure_missing', field: 'options.isOwnBrand', message: 'Say whom it promotes: your brand, branded content, or both. TikTok wants it said.', blocks: true });
  return found;
}
