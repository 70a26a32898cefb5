/** A stretch of a text that was changed: it stands in both, is gone, or is new. */
export interface Piece {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

/** Above this a table of all pairs takes too long to fill, and the texts are told apart as wholes. */
const MOST_PAIRS = 4_000_000;

const tokensOf = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}\p{M}_#@'’]+|[^\s\p{L}\p{N}\p{M}_#@'’]+/gu) ?? [];

/** What became of a text, word by word; what is gone stands before what is new in its place. */
export function wordDiff(before: string, after: string): Piece[] {
  const [old, current] = [tokensOf(before), tokensOf(after)];
  let [start, end] = [0, 0];
  while (start < old.length && start < current.length && old[start] === current[start]) start++;
  while (end < old.length - start && end < current.length - start && old[old.length - 1 - end] === current[current.length - 1 - end]) end++;
  const same = (tokens: readonly string[]): Piece => ({ kind: 'same', text: tokens.join('') });
  return tidy([same(old.slice(0, start)), ...middle(old.slice(start, old.length - end), current.slice(start, current.length - end)), same(old.slice(old.length - end))]);
}

/** The longest words that both have in one order stay; the rest is gone or new. */
function middle(old: readonly string[], current: readonly string[]): Piece[] {
  const gone = (text: string): Piece => ({ kind: 'gone', text });
  const fresh = (text: string): Piece => ({ kind: 'new', text });
  if (old.length === 0 || current.length === 0 || old.length * current.length > MOST_PAIRS) return [gone(old.join('')), fresh(current.join(''))];
  // lengths[i][j]: how many words the texts from i and from j on share.
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(current.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = current.length - 1; j >= 0; j--) lengths[i]![j] = old[i] === current[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  }
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < current.length) {
    if (old[i] === current[j]) {
      pieces.push({ kind: 'same', text: old[i]! });
      [i, j] = [i + 1, j + 1];
    }
    else if (lengths[i + 1]![j]! >= lengths[i]![j + 1]!) pieces.push(gone(old[i++]!));
    else pieces.push(fresh(current[j++]!));
  }
  return [...pieces, gone(old.slice(i).join('')), fresh(current.slice(j).join(''))];
}

/** Joins neighbours of one kind. A blank between two changes belongs to both, or a new sentence would be told word for word. */
function tidy(pieces: readonly Piece[]): Piece[] {
  const told: Piece[] = [];
  let [gone, fresh, blank] = ['', '', ''];
  const tell = (kind: Piece['kind'], text: string) => {
    const last = told.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== '') told.push({ kind, text });
  };
  const flush = (same: string) => {
    tell('gone', gone);
    tell('new', fresh);
    tell('same', blank + same);
    [gone, fresh, blank] = ['', '', ''];
  };
  for (const { kind, text } of pieces) {
    if (text === '') continue;
    if (kind === 'same' && text.trim() === '' && gone !== '' && fresh !== '') blank += text;
    else if (kind === 'same') flush(text);
    else {
      [gone, fresh, blank] = [gone + blank, fresh + blank, ''];
      if (kind === 'gone') gone += text;
      else fresh += text;
    }
  }
  flush('');
  return told;
}
