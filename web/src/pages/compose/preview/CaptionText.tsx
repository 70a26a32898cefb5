import { useState } from 'react';
import { composed, pieces } from '../rules/caption.ts';
import classes from './preview.module.css';

const FOLD = 125;

/** Where a caption folds: after two lines or about so many characters. Null where it is short. */
export function foldAt(text: string): number | null {
  const lines = text.split('\n');
  const atLines = lines.length > 2 ? lines.slice(0, 2).join('\n').length : Infinity;
  const at = Math.min(atLines, text.length > FOLD ? FOLD : Infinity);
  if (at === Infinity) return null;
  const blank = text.lastIndexOf(' ', at);
  return atLines < FOLD ? atLines : blank > FOLD / 2 ? blank : at;
}

/** A text with what the network links. */
export function Linked({ text }: { text: string }) {
  return (
    <>
      {pieces(text).map((piece, index) => (piece.isLink ? <span key={index} className={classes.link}>{piece.text}</span> : <span key={index}>{piece.text}</span>))}
    </>
  );
}

/** The caption below a post, folded as the network folds it. */
export function CaptionText({ username, caption, hashtags, onDark = false }: { username?: string; caption: string; hashtags: readonly string[]; onDark?: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const text = composed(caption, hashtags);
  if (text === '') return null;
  const fold = isOpen ? null : foldAt(text);
  return (
    <p className={classes.caption} data-on-dark={onDark || undefined} dir="auto">
      {username !== undefined && <b>{username} </b>}
      <Linked text={fold === null ? text : text.slice(0, fold)} />
      {fold !== null && (
        <>
          …{' '}
          <button type="button" className={classes.more} onClick={() => setOpen(true)}>
            more
          </button>
        </>
      )}
      {isOpen && foldAt(text) !== null && (
        <>
          {' '}
          <button type="button" className={classes.more} onClick={() => setOpen(false)}>
            less
          </button>
        </>
      )}
    </p>
  );
}
