import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { addressOf } from '../../../api/client.ts';
import classes from './thumb.module.css';

interface Props {
  mediaId: string | null | undefined;
  /** What it shows, for who cannot see it; empty where the title stands beside it. */
  alt?: string;
  size?: number;
}

/** A small square picture of an item; a sign where there is none any more. */
export function Thumb({ mediaId, alt = '', size = 56 }: Props) {
  const [isMissing, setMissing] = useState(false);
  if (!mediaId || isMissing) {
    return (
      <span className={classes.none} style={{ width: size, height: size }}>
        <ImageOff size={Math.round(size / 3)} aria-hidden />
      </span>
    );
  }
  return <img className={classes.thumb} src={addressOf(`/api/v1/media/${mediaId}/thumbnail`)} alt={alt} width={size} height={size} loading="lazy" onError={() => setMissing(true)} />;
}
