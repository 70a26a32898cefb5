import { Bookmark, Ellipsis, Heart, MessageCircle, Send, UserRound } from 'lucide-react';
import { useState } from 'react';
import { addressOf } from '../../../api/client.ts';
import { useComposing } from '../context.ts';
import { AccountAvatar } from '../parts/AccountAvatar.tsx';
import { has } from '../rules/types.ts';
import { instantOf } from '../../../shared/wall.ts';
import { CaptionText, Linked } from './CaptionText.tsx';
import { Framed, NoMedia } from './Framed.tsx';
import { useFramings } from './framings.ts';
import classes from './preview.module.css';
import { Swiper } from './Swiper.tsx';

/** A post among others in the feed. */
export function FeedCard({ username }: { username: string }) {
  const { draft, workspace } = useComposing();
  const framings = useFramings();
  const [wanted, setAt] = useState(0);
  const [areTagsShown, setTagsShown] = useState(false);
  const count = draft.items.length;
  const at = Math.min(wanted, Math.max(0, count - 1));
  const [item, framing] = [draft.items[at], framings[at]];
  const tags = item && has.tags(draft.type, item.media.kind) ? item.tags.filter(tag => tag.username !== '') : [];
  // The feed shows a reel no taller than 4:5.
  const aspect = framings[0] ? Math.max(framings[0].aspect, 0.8) : 0.8;
  const due = draft.at ? instantOf(draft.at, workspace.timeZone) : null;
  const collaborator = draft.collaborators[0];
  const label = [draft.isPaidPartnership && 'Paid partnership', draft.isAiGenerated && 'AI info', draft.locationId.trim() !== '' && `Place ${draft.locationId.trim()}`, draft.type === 'reel' && draft.audioName.trim() !== '' && `♫ ${draft.audioName}`].filter(Boolean).join(' · ');
  const picture = item && framing && (
    <div className={classes.shape} style={{ aspectRatio: aspect }}>
      <Framed key={item.media.id} item={item} framing={framing.aspect < aspect ? { ...framing, region: middle(framing, aspect) } : framing} poster={draft.type === 'reel' && draft.cover ? addressOf(`/api/v1/media/${draft.cover.id}/thumbnail`) : undefined} />
      {count > 1 && <span className={classes.count} aria-hidden>{at + 1}/{count}</span>}
      {areTagsShown && has.positions(draft.type) && tags.map(tag => (
        <span key={tag.username} className={classes.tag} style={{ left: `${Math.min(88, Math.max(12, tag.x * 100))}%`, top: `${Math.min(94, tag.y * 100)}%` }}>{tag.username}</span>
      ))}
      {tags.length > 0 && (
        <button type="button" className={classes.tagged} aria-pressed={areTagsShown} onClick={() => setTagsShown(!areTagsShown)} aria-label={`People in the picture: ${tags.map(tag => tag.username).join(', ')}`}>
          <UserRound size={14} aria-hidden />
        </button>
      )}
    </div>
  );
  return (
    <article className={classes.card}>
      <header className={classes.cardHead}>
        <AccountAvatar username={username} size={32} />
        <span className={classes.who}>
          <b>
            {username}
            {collaborator && <span className={classes.plain}> and {draft.collaborators.length > 1 ? `${draft.collaborators.length} others` : <b>{collaborator}</b>}</span>}
          </b>
          {label !== '' && <span className={classes.small}>{label}</span>}
        </span>
        <Ellipsis size={18} aria-hidden />
      </header>
      {!picture ? <NoMedia aspect={0.8} /> : count > 1 ? <Swiper count={count} at={at} onGo={setAt} label="Pictures of the carousel">{picture}</Swiper> : picture}
      <div className={classes.actions} aria-hidden>
        <Heart size={22} />
        <MessageCircle size={22} />
        <Send size={21} />
        {count > 1 && <span className={classes.dots}>{draft.items.map((one, index) => <i key={one.media.id} data-on={index === at || undefined} />)}</span>}
        <Bookmark size={22} className={classes.last} />
      </div>
      <div className={classes.words}>
        {has.caption(draft.type) && <CaptionText key={draft.type} username={username} caption={draft.caption} hashtags={draft.hashtags} />}
        {draft.firstComment.trim() !== '' && (
          <p className={classes.comment} dir="auto">
            <b>{username}</b> <Linked text={draft.firstComment.trim()} />
          </p>
        )}
        <p className={classes.small}>{due ? new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', timeZone: workspace.timeZone }).format(due) : 'Just now'}</p>
      </div>
    </article>
  );
}

/** The middle of a frame, cut to a wider shape. */
function middle({ region, aspect }: { region: { x: number; y: number; width: number; height: number }; aspect: number }, shape: number) {
  const height = (region.height * aspect) / shape;
  return { ...region, y: region.y + (region.height - height) / 2, height };
}
