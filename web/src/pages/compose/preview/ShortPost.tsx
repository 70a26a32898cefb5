import { Heart, MessageCircle, Repeat2, Share } from 'lucide-react';
import { useComposing } from '../context.ts';
import { AccountAvatar } from '../parts/AccountAvatar.tsx';
import { composed } from '../rules/caption.ts';
import { Linked } from './CaptionText.tsx';
import { Framed } from './Framed.tsx';
import { useFramings } from './framings.ts';
import classes from './preview.module.css';

const MOST_SHOWN = 4;

/** A post of a network of short texts: the words first, what belongs to them below. */
export function ShortPost({ username }: { username: string }) {
  const { draft } = useComposing();
  const framings = useFramings();
  const items = draft.type === 'text' ? [] : draft.items.slice(0, MOST_SHOWN);
  const text = composed(draft.caption, draft.hashtags);
  const isOne = items.length === 1;
  return (
    <article className={classes.card}>
      <header className={classes.cardHead}>
        <AccountAvatar username={username} size={42} />
        <span className={classes.who}>
          <b>{username.split('.')[0]}</b>
          <span className={classes.small}>@{username}</span>
        </span>
      </header>
      <div className={classes.words}>
        {text === '' && items.length === 0 ? <p className={classes.small}>Your words come here.</p> : text !== '' && <p className={classes.caption} dir="auto"><Linked text={text} /></p>}
      </div>
      {items.length > 0 && (
        <div className={classes.short} data-count={items.length}>
          {items.map((item, index) => {
            const framing = framings[index];
            return framing && (
              <div key={item.media.id} className={classes.shape} style={{ aspectRatio: isOne ? Math.max(framing.aspect, 0.75) : undefined }}>
                <Framed item={item} framing={framing} />
              </div>
            );
          })}
        </div>
      )}
      <div className={classes.actions} aria-hidden>
        <MessageCircle size={19} />
        <Repeat2 size={20} />
        <Heart size={19} />
        <Share size={18} className={classes.last} />
      </div>
    </article>
  );
}
