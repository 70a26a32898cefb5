import type { Schemas } from '../api/client.ts';
import { EVENTS, type Tone } from './events.ts';

type Activity = Schemas['ActivityResponse'];

/** What happened, as far as its sentence needs to know: an event of the feed, or of the history of one post or account. */
export type Event = Pick<Activity, 'kind' | 'actor' | 'subjectId' | 'data'> & Partial<Pick<Activity, 'postId' | 'channelId' | 'title'>>;

/** A piece of a sentence: words, or the way to what they name. */
export type Piece = string | { to: string; text: string };

/** An event as a person reads it. */
export interface Told {
  tone: Tone;
  pieces: Piece[];
  /** What somebody wrote with it, or the network said. */
  quote: string | null;
}

/** What the ids and instants of an event are called. */
export interface Names {
  /** At the beginning of a sentence: `You`, `Robin`, `The key “shop”`. */
  who: (actor: string) => string;
  /** The same within one. */
  them: (actor: string) => string;
  account: (channelId: string) => string;
  member: (memberId: string) => string;
  time: (at: string) => string;
  /** Whose page it is told on. That thing has neither name nor link there: it is “this post”, “this account”. */
  page?: 'post' | 'account';
}

/** The sentence of an event. A kind that this dashboard does not know yet is told by its own words. */
export function tellEvent(event: Event, names: Names): Told {
  const data = dataOf(event);
  const byHand = event.kind === 'job.published' && data['method'] === 'manual' ? '+manual' : '';
  const [tone, sentence] = EVENTS[event.kind + byHand] ?? ['step' as Tone, unknown(event)];
  const pieces = sentence.split(/\{([^}]+)\}/).flatMap((part, position) => (position % 2 === 0 ? part : pieceOf(part, event, data, names)));
  return { tone, pieces: begin(join(pieces)), quote: quoteOf(event.kind, data) };
}

/** What has no name of its own begins a sentence with a capital; what somebody is called stays as it is. */
const begin = ([first, ...rest]: Piece[]): Piece[] => (typeof first === 'string' ? [first.replace(/^(an?|this) /, words => words.charAt(0).toUpperCase() + words.slice(1)), ...rest] : first === undefined ? rest : [first, ...rest]);

function pieceOf(word: string, event: Event, data: Data, names: Names): Piece | Piece[] {
  const channelId = event.channelId ?? (names.page === undefined ? textOf(data['channelId']) : null);
  switch (word) {
    case 'who':
      return names.who(event.actor);
    case 'them':
      return names.them(event.actor);
    case 'post':
      return names.page === 'post' ? 'this post' : event.postId == null ? 'a post' : quoted(event);
    case 'the post': {
      const postId = textOf(data['postId']);
      return postId === null ? 'a post' : { to: `/posts/${postId}`, text: 'a post' };
    }
    case 'account':
      return names.page === 'account' ? 'this account' : channelId === null ? 'an account' : { to: `/accounts/${channelId}`, text: names.account(channelId) };
    case 'on':
      return channelId === null || names.page === 'account' ? '' : [' on ', { to: `/accounts/${channelId}`, text: names.account(channelId) }];
    case 'for': {
      const at = textOf(data['at']);
      return at === null ? '' : ` for ${names.time(at)}`;
    }
    case 'member':
      return names.member(event.subjectId);
    default:
      return textOf(data[word]) ?? '…';
  }
}

type Data = Record<string, unknown>;

const dataOf = ({ data }: Event): Data => (typeof data === 'object' && data !== null ? (data as Data) : {});

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** A post by its title. The quotation marks are the sentence's: the title may be written from right to left. */
function quoted({ postId, title, kind }: Event): Piece[] {
  // What was deleted is not to be found any more.
  const name = kind === 'post.deleted' ? (title ?? 'a post') : { to: `/posts/${postId}`, text: title ?? 'a post' };
  return title ? ['“', name, '”'] : [name];
}

/** `plan.moved_house` of a newer server is `Plan: moved house, by {who}.` */
function unknown({ kind, actor, postId, channelId }: Event): string {
  const [first = '', ...rest] = kind.split('.').map(word => word.replaceAll('_', ' '));
  const about = postId != null ? ', {post}' : channelId != null ? ', {account}' : '';
  return `${first.charAt(0).toUpperCase()}${first.slice(1)}: ${rest.join(' ') || 'something happened'}${about}${actor === 'engine' ? '' : ', by {them}'}.`;
}

/** What a person or a network said, or what keeps a series from going on; codes are not for people. */
function quoteOf(kind: string, data: Data): string | null {
  // That is a person's own, and may be one word.
  if (kind === 'post.rejected') return textOf(data['reason']);
  const said = textOf([data['message'], data['advice']].filter(part => typeof part === 'string').join(' ')) ?? textOf(data['problem']) ?? textOf(data['reason'])
    // That somebody wanted it so is the event itself.
    ?? (data['cause'] === 'by_hand' ? null : textOf(data['why']));
  return said !== null && /^[a-z_]+$/.test(said) ? null : said;
}

/** Words that follow each other as one piece, without empty ones. */
function join(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    if (piece === '') continue;
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}

/** The sentence without its links. */
export const plain = (pieces: readonly Piece[]): string => pieces.map(piece => (typeof piece === 'string' ? piece : piece.text)).join('');
