import { ImageOff } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import { MediaPicture } from '../../shared/MediaPicture.tsx';

/** The small picture of an item, or a sign where there is none to show. */
export function Thumbnail({ media, alt, className }: { media: Pick<Schemas['MediaResponse'], 'id'>; alt: string; className?: string }) {
  const sign = <span className={className} style={{ display: 'grid', placeItems: 'center', color: 'var(--mantine-color-dimmed)' }}><ImageOff size={28} aria-label={alt || 'No picture of it'} /></span>;
  return <MediaPicture mediaId={media.id} alt={alt} className={className} none={sign} />;
}
