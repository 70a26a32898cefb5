import { useQuery } from '@tanstack/react-query';
import { Clapperboard, Copy } from 'lucide-react';
import { addressOf, api, call } from '../../../api/client.ts';
import { useComposing } from '../context.ts';
import { AccountAvatar } from '../parts/AccountAvatar.tsx';
import { narrowed } from '../rules/framing.ts';
import { Framed } from './Framed.tsx';
import { useFramings } from './framings.ts';
import classes from './preview.module.css';

const TILE = 3 / 4;
const AROUND = 8;

/** The post as the newest on the account's profile, among what comes before it. */
export function GridTile({ username }: { username: string }) {
  const { draft, channels } = useComposing();
  const [framing] = useFramings();
  const first = draft.items[0];
  const channel = channels.find(one => one.username === username);
  const around = useQuery({
    queryKey: ['posts', 'around', channel?.id ?? ''],
    queryFn: () => call(api.GET('/api/v1/posts', { params: { query: { channelId: channel!.id, approval: 'approved', limit: 30 } } })),
    enabled: channel !== undefined,
  });
  // Stories are not on the profile.
  const others = (around.data?.items ?? []).filter(post => post.type !== 'story' && post.mediaIds.length > 0 && post.mediaIds[0] !== first?.media.id).slice(0, AROUND);
  const cover = draft.type === 'reel' && draft.cover ? addressOf(`/api/v1/media/${draft.cover.id}/thumbnail`) : undefined;
  const tile = framing && first ? { ...framing, region: framing.bars === null ? narrowed(framing.region, first.media.width / Math.max(1, first.media.height), TILE) : framing.region, aspect: TILE } : null;
  return (
    <div className={classes.profile}>
      <div className={classes.profileHead}>
        <AccountAvatar username={username} size={56} />
        <b>{username}</b>
      </div>
      <div className={classes.grid}>
        <div className={classes.gridTile} data-new>
          {tile && first ? <Framed item={first} framing={tile} poster={cover} canPlay={false} /> : <span className={classes.gridBlank}>This post</span>}
          {draft.type === 'reel' && <Clapperboard size={16} className={classes.gridSign} aria-label="Reel" />}
          {draft.items.length > 1 && <Copy size={16} className={classes.gridSign} aria-label="Carousel" />}
        </div>
        {others.map(post => (
          <div key={post.id} className={classes.gridTile}>
            <img src={addressOf(`/api/v1/media/${post.mediaIds[0]}/thumbnail`)} alt={post.title} loading="lazy" />
          </div>
        ))}
        {Array.from({ length: Math.max(0, AROUND - others.length) }, (_, index) => (
          <div key={index} className={classes.gridTile} aria-hidden />
        ))}
      </div>
    </div>
  );
}
