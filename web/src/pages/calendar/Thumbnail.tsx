import { CircleDashed, Film, Image, Images, type LucideIcon, Type, Video } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import { MediaPicture } from '../../shared/MediaPicture.tsx';
import classes from './calendar.module.css';

/** What stands for a type of post. */
export const TYPE_ICONS: Record<Schemas['PostType'], LucideIcon> = { image: Image, carousel: Images, reel: Film, story: CircleDashed, video: Video, text: Type };

/** The first picture of a post, or a sign of its type. It only decorates: the title stands beside it. */
export function Thumbnail({ mediaId, type, size }: { mediaId: string | null; type: Schemas['PostType']; size: number }) {
  const Icon = TYPE_ICONS[type];
  const sign = <span className={classes['thumbnail']} style={{ width: size, height: size }} aria-hidden><Icon size={size * 0.6} /></span>;
  return <MediaPicture mediaId={mediaId} className={classes['thumbnail']} size={size} none={sign} />;
}
