import type { Schemas } from '../../../api/client.ts';

type Part = Schemas['SentPartResponse'];
type Content = Schemas['SentContentResponse'];

/** What became of a call, where that is not plain success. */
export function outcomeWords(outcome: Part['outcome']): string | null {
  switch (outcome) {
    case 'not_happened':
      return 'The network did not take this call.';
    case 'abandoned':
      return 'This call was given up, and nothing of it is known to be live.';
    case null:
      return 'Nobody knows yet what became of this call.';
    default:
      return null;
  }
}

const GAPS: Record<NonNullable<Schemas['SentGap']>, string> = {
  content_changed: 'What was handed over can no longer be shown: the post was changed since, and it went out before this was kept.',
  media_gone: 'What was handed over can no longer be shown: a file or the account is gone, and it went out before this was kept.',
};

/** How a part compares with what was approved, in a sentence, and whether that is good. */
export function verdictOf({ asApproved, content, unknownBecause }: Pick<Part, 'asApproved' | 'content' | 'unknownBecause'>): { isGood: boolean; words: string } {
  const gap = content === null && unknownBecause !== null ? ` ${GAPS[unknownBecause]}` : '';
  if (asApproved) return { isGood: true, words: gap === '' ? 'Exactly what was approved was handed over.' : `By its fingerprint, exactly what was approved was handed over.${gap}` };
  return { isGood: false, words: `What was handed over is not what was approved.${gap}` };
}

/** What was approved for one part: of a set of stories its own item, of a first comment its words alone. */
export function approvedFor(part: string, approved: Content): Content {
  if (part === 'comment') return { text: approved.options.firstComment ?? '', media: [], cover: null, options: {} };
  const story = /^story_(\d+)$/.exec(part);
  return story === null ? approved : { ...approved, media: approved.media.slice(Number(story[1]) - 1, Number(story[1])) };
}
