/** Captions as the server composes and counts them (src/Posthaste/Platforms/CaptionText.cs and CaptionComposer.cs). */

// Letters, marks, digits, _ and emoji with what joins them. Where networks disagree more is found rather than less.
const WORD = String.raw`[_\p{L}\p{M}\p{Nd}\p{Nl}\p{No}\p{So}\u200C\u200D\u{E0020}-\u{E007F}\u{1F3FB}-\u{1F3FF}]+`;
const HASHTAG = new RegExp(`#${WORD}`, 'gu');
const WHOLE_WORD = new RegExp(`^${WORD}$`, 'u');
const MENTION = /(?<![\p{L}\p{Nd}])@[A-Za-z0-9._]+/gu;
const LINKED = new RegExp(`${MENTION.source}|${HASHTAG.source}`, 'gu');

/** The hashtags in a text, with their #. */
export const hashtagsIn = (text: string): string[] => text.match(HASHTAG) ?? [];

/** The accounts a text mentions, with their @. An @ in the middle of a word is an address of mail. */
export const mentionsIn = (text: string): string[] => text.match(MENTION) ?? [];

/** Whether a word can be a hashtag; given without its #. */
export const isHashtagWord = (word: string): boolean => WHOLE_WORD.test(word);

/** A hashtag as it is kept: without blanks around it and without its #. */
export const cleanTag = (tag: string): string => tag.trim().replace(/^#/, '');

/** Those of a field: cleaned, none twice, none empty. */
export const cleanTags = (tags: readonly string[]): string[] => [...new Set(tags.map(cleanTag).filter(tag => tag !== ''))];

/** The text that goes out: caption, a blank line, and those of the hashtags that are not in the caption. */
export function composed(caption: string, tags: readonly string[]): string {
  const text = caption.replace(/\r\n?|[\u0085\u2028\u2029\f]/g, '\n').trim();
  const inText = new Set(hashtagsIn(text).map(tag => tag.toLowerCase()));
  const listed = new Map<string, string>();
  for (const tag of tags.map(cleanTag)) {
    const key = `#${tag}`.toLowerCase();
    if (!inText.has(key) && !listed.has(key)) listed.set(key, `#${tag}`);
  }
  const line = [...listed.values()].join(' ');
  return line === '' ? text : text === '' ? line : `${text}\n\n${line}`;
}

export interface CaptionCount {
  characters: number;
  hashtags: number;
  mentions: number;
}

/** How a network counts. */
export interface Counting {
  unit?: 'utf16' | 'graphemes';
  linkLength?: number | null;
  countsMentionsWithoutServer?: boolean;
}

// What ends a sentence is no part of it.
const LINK = /(?<![\p{L}\p{N}_])https?:\/\/\S*[\p{L}\p{N}_/]/giu;
const FAR_MENTION = /(?<![\p{L}\p{N}_/])@([\p{L}\p{N}_]+(?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?)@[\p{L}\p{N}_.-]*[\p{L}\p{N}_](?::[0-9]+)?/gu;

/** The text with its links as long as they count, and mentions as far as they do. */
function counted(text: string, { linkLength, countsMentionsWithoutServer }: Counting): string {
  const withLinks = linkLength == null ? text : text.replace(LINK, 'x'.repeat(linkLength));
  return countsMentionsWithoutServer === true ? withLinks.replace(FAR_MENTION, '@$1') : withLinks;
}

const CHARACTERS = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What a network counts. Characters are UTF-16 units, as Instagram's are (an emoji is two or more), or what a reader sees as one. */
export function countCaption(caption: string, tags: readonly string[], counting: Counting = {}): CaptionCount {
  const text = composed(caption, tags);
  const seen = counted(text, counting);
  return { characters: counting.unit === 'graphemes' ? [...CHARACTERS.segment(seen)].length : seen.length, hashtags: hashtagsIn(text).length, mentions: mentionsIn(caption).length };
}

/** A text in pieces, so that what a network links can be shown as a link. */
export function pieces(text: string): { text: string; isLink: boolean }[] {
  const found: { text: string; isLink: boolean }[] = [];
  let at = 0;
  for (const match of text.matchAll(LINKED)) {
    if (match.index > at) found.push({ text: text.slice(at, match.index), isLink: false });
    found.push({ text: match[0], isLink: true });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at), isLink: false });
  return found;
}
