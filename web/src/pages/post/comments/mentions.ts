/** Somebody who can be mentioned. */
export interface Person {
  id: string;
  name: string;
  email: string;
}

const MOST_LETTERS = 60;
const MOST_OFFERED = 6;

const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** What is being typed behind an `@` before the caret, and where that begins; null where nobody is being mentioned. Within a word an `@` is part of an address. */
export function typedMention(text: string, caret: number): { from: number; words: string } | null {
  const from = text.lastIndexOf('@', caret - 1);
  if (from < 0 || caret - from > MOST_LETTERS || isLetter(text[from - 1])) return null;
  const words = text.slice(from + 1, caret);
  return words.includes('\n') ? null : { from, words };
}

/** Who is meant by what was typed so far: those whose name begins so first, then those with a later name or an e-mail that does. */
export function candidates<T extends Person>(words: string, people: readonly T[]): T[] {
  const wanted = words.toLowerCase();
  if (/\s$/.test(wanted)) return [];
  const rank = ({ name, email }: Person): number => {
    const lower = name.toLowerCase();
    if (lower.startsWith(wanted)) return 0;
    return lower.split(/\s+/).some(part => part.startsWith(wanted)) || email.toLowerCase().startsWith(wanted) ? 1 : 2;
  };
  return people.filter(person => rank(person) < 2).toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name)).slice(0, MOST_OFFERED);
}

/** The name a person is mentioned by; the e-mail where others have the same name. */
export function handleOf(person: Person, people: readonly Person[]): string {
  const isAlone = people.every(other => other.id === person.id || other.name.toLowerCase() !== person.name.toLowerCase());
  return isAlone && person.name.trim() !== '' ? person.name : person.email;
}

/** The text once somebody was chosen for what was typed, and where the caret is then. */
export function withMention(text: string, from: number, caret: number, handle: string): { text: string; caret: number } {
  const after = text.slice(caret);
  const begin = `${text.slice(0, from)}@${handle}${/^[\s.,;:!?)]/.test(after) ? '' : ' '}`;
  return { text: begin + after, caret: begin.length + (after.startsWith(' ') ? 1 : 0) };
}

/** Cuts a text into what mentions somebody and what does not. The server finds mentions by the same rule. */
export function mentionPieces(text: string, mentioned: readonly Person[]): { text: string; isMention: boolean }[] {
  const handles = mentioned.flatMap(({ name, email }) => [name, email, email.split('@')[0]!]).filter(Boolean).toSorted((one, other) => other.length - one.length);
  const pieces: { text: string; isMention: boolean }[] = [];
  let told = 0;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    if (at < told || isLetter(text[at - 1])) continue;
    const handle = handles.find(one => text.slice(at + 1, at + 1 + one.length).toLowerCase() === one.toLowerCase() && !isLetter(text[at + 1 + one.length]));
    if (handle === undefined) continue;
    pieces.push({ text: text.slice(told, at), isMention: false }, { text: text.slice(at, at + 1 + handle.length), isMention: true });
    told = at + 1 + handle.length;
  }
  return [...pieces, { text: text.slice(told), isMention: false }].filter(piece => piece.text !== '');
}
