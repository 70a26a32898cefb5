import { Globe, Heart, MessageCircle, Repeat2, Share, Share2, ThumbsUp } from 'lucide-react';
import { useComposing } from '../context.ts';
import { AccountAvatar } from '../parts/AccountAvatar.tsx';
import { composed } from '../rules/caption.ts';
import { Linked } from './CaptionText.tsx';
import { Framed } from './Framed.tsx';
import { useFramings } from './framings.ts';
import classes from './preview.module.css';

const MOST_SHOWN = 4;

/** A post of a network whose posts begin with their words; what belongs to them stands below. A Page's has the signs of Facebook. */
export function ShortPost({ username, isPage = false }: { username: string; isPage?: boolean }) {
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
          <b>{isPage ? username : username.split('.')[0]}</b>
          {isPage ? <span className={classes.small}>Just now · <Globe size={11} aria-label="Public" /></span> : <span className={classes.small}>@{username}</span>}
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
      {isPage ? (
        <div className={classes.actions} aria-hidden>
          <ThumbsUp size={19} />
          <MessageCircle size={19} />
          <Share2 size={18} className={classes.last} />
        </div>
      ) : (
        <div className={classes.actions} aria-hidden>
          <MessageCircle size={19} />
          <Repeat2 size={20} />
          <Heart size={19} />
          <Share size={18} className={classes.last} />
        </div>
      )}
    </article>
  );
}
