import { Ellipsis, Heart, MessageCircle, Music2, Send, X } from 'lucide-react';
import { useState } from 'react';
import { addressOf } from '../../../api/client.ts';
import { useComposing } from '../context.ts';
import { AccountAvatar } from '../parts/AccountAvatar.tsx';
import { WHOLE } from '../rules/framing.ts';
import { CaptionText } from './CaptionText.tsx';
import { Framed, NoMedia } from './Framed.tsx';
import { useFramings } from './framings.ts';
import classes from './preview.module.css';
import { Swiper } from './Swiper.tsx';

const SCREEN = 9 / 16;
const NEAR = 0.03;

/** A reel or a story, over the whole screen. */
export function FullScreen({ username, kind }: { username: string; kind: 'reel' | 'story' }) {
  const { draft } = useComposing();
  const framings = useFramings();
  const [wanted, setAt] = useState(0);
  const count = draft.items.length;
  const at = Math.min(wanted, Math.max(0, count - 1));
  const [item, framing] = [draft.items[at], framings[at]];
  const isWhole = framing !== undefined && Math.abs(framing.aspect / SCREEN - 1) < NEAR;
  const screen = (
    <div className={classes.screen}>
      {item && framing ? (
        <div className={classes.screenMedia} style={isWhole ? { inset: 0 } : { aspectRatio: framing.aspect, ...(framing.aspect > SCREEN ? { width: '100%' } : { height: '100%' }) }}>
          <Framed key={item.media.id} item={item} framing={framing.bars === null ? framing : { ...framing, region: WHOLE }} poster={kind === 'reel' && draft.cover ? addressOf(`/api/v1/media/${draft.cover.id}/thumbnail`) : undefined} />
        </div>
      ) : (
        <NoMedia aspect={SCREEN} />
      )}
    </div>
  );
  return (
    <article className={classes.full}>
      {kind === 'story' && count > 1 ? <Swiper count={count} at={at} onGo={setAt} label="Parts of the story">{screen}</Swiper> : screen}
      {kind === 'story' ? (
        <header className={classes.storyHead}>
          <span className={classes.bars} aria-hidden>{(count > 0 ? draft.items : [null]).map((_, index) => <i key={index} data-on={index <= at || undefined} />)}</span>
          <span className={classes.storyWho}>
            <AccountAvatar username={username} size={28} /> <b>{username}</b> <span>now</span>
            <Ellipsis size={18} className={classes.last} aria-hidden />
            <X size={20} aria-hidden />
          </span>
        </header>
      ) : (
        <>
          <div className={classes.reelActions} aria-hidden>
            <Heart size={25} />
            <MessageCircle size={25} />
            <Send size={23} />
            <Ellipsis size={21} />
          </div>
          <div className={classes.reelWords}>
            <span className={classes.storyWho}>
              <AccountAvatar username={username} size={30} /> <b>{username}</b>
              {draft.collaborators[0] && <span>and {draft.collaborators[0]}</span>}
            </span>
            <CaptionText caption={draft.caption} hashtags={draft.hashtags} onDark />
            <span className={classes.sound}>
              <Music2 size={12} aria-hidden /> <bdi>{draft.audioName.trim() || `${username} · Original audio`}</bdi>
            </span>
          </div>
        </>
      )}
      {kind === 'story' && (
        <div className={classes.storyFoot} aria-hidden>
          <span>Send message</span>
          <Heart size={22} />
          <Send size={21} />
        </div>
      )}
    </article>
  );
}
