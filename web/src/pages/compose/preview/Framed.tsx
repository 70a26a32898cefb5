import { ImagePlus, Pause, Play } from 'lucide-react';
import { useRef, useState } from 'react';
import { addressOf } from '../../../api/client.ts';
import type { Item } from '../draft/draft.ts';
import type { Framing } from '../rules/framing.ts';
import classes from './preview.module.css';

/** A picture or video as it is cut or padded, filling the box it is in. */
export function Framed({ item, framing, poster, canPlay = true }: { item: Item; framing: Framing; poster?: string; canPlay?: boolean }) {
  const { region, bars } = framing;
  const { media } = item;
  const style = bars !== null
    ? { inset: 0, width: '100%', height: '100%', objectFit: 'contain' as const }
    : { width: `${100 / region.width}%`, height: `${100 / region.height}%`, left: `${(-100 * region.x) / region.width}%`, top: `${(-100 * region.y) / region.height}%` };
  const thumbnail = poster ?? addressOf(`/api/v1/media/${media.id}/thumbnail`);
  return (
    <div className={classes.framed} style={bars === null ? undefined : { background: bars }}>
      {media.kind === 'video' && canPlay ? <Film src={addressOf(`/api/v1/media/${media.id}/content`)} poster={thumbnail} style={style} /> : <img src={thumbnail} alt={item.altText || media.fileName} style={style} loading="lazy" draggable={false} />}
    </div>
  );
}

/** A video that plays when it is asked to; nothing of it is fetched before. */
function Film({ src, poster, style }: { src: string; poster: string; style: React.CSSProperties }) {
  const video = useRef<HTMLVideoElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  return (
    <>
      <video ref={video} src={src} poster={poster} style={style} playsInline loop preload="none" onPlay={() => setPlaying(true)} onPause={() => setPlaying(false)} />
      <button type="button" className={classes.play} data-playing={isPlaying || undefined} onClick={() => void (isPlaying ? video.current?.pause() : video.current?.play().catch(() => undefined))} aria-label={isPlaying ? 'Pause the video' : 'Play the video'}>
        {isPlaying ? <Pause size={22} aria-hidden /> : <Play size={26} aria-hidden />}
      </button>
    </>
  );
}

/** Where media will be. */
export function NoMedia({ aspect }: { aspect: number }) {
  return (
    <div className={classes.noMedia} style={{ aspectRatio: aspect }}>
      <ImagePlus size={30} aria-hidden />
      <span>Your picture or video</span>
    </div>
  );
}
