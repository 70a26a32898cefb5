import { ImageOff } from 'lucide-react';
import { MediaPicture } from '../../../shared/MediaPicture.tsx';
import classes from './thumb.module.css';

interface Props {
  mediaId: string | null | undefined;
  /** What it shows, for who cannot see it; empty where the title stands beside it. */
  alt?: string;
  size?: number;
}

/** A small square picture of an item; a sign where there is none any more. */
export function Thumb({ mediaId, alt, size = 56 }: Props) {
  const sign = (
    <span className={classes.none} style={{ width: size, height: size }}>
      <ImageOff size={Math.round(size / 3)} aria-hidden />
    </span>
  );
  return <MediaPicture mediaId={mediaId} alt={alt} className={classes.thumb} size={size} none={sign} />;
}
