import { type ReactNode, useState } from 'react';
import { addressOf } from '../api/client.ts';

interface Props {
  mediaId: string | null | undefined;
  /** What it shows, for who cannot see it; empty where the title stands beside it. */
  alt?: string;
  className?: string;
  /** Width and height in pixels; left out where the style says them. */
  size?: number;
  /** What stands where there is no picture, or none any more. */
  none: ReactNode;
}

/** Up to so many pixels the server's small picture is sharp, on a fine screen too. */
const SMALL = 64;

/** The small picture of an item of the library. */
export function MediaPicture({ mediaId, alt = '', className, size, none }: Props) {
  const [missing, setMissing] = useState<string>();
  if (!mediaId || mediaId === missing) return none;
  return <img className={className} src={addressOf(`/api/v1/media/${mediaId}/thumbnail${size !== undefined && size <= SMALL ? '?size=small' : ''}`)} alt={alt} width={size} height={size} loading="lazy" decoding="async" draggable={false} onError={() => setMissing(mediaId)} />;
}
