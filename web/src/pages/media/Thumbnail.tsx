import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { addressOf, type Schemas } from '../../api/client.ts';

/** The small picture of an item, or a sign where there is none to show. */
export function Thumbnail({ media, alt, className }: { media: Pick<Schemas['MediaResponse'], 'id'>; alt: string; className?: string }) {
  const [isBroken, setIsBroken] = useState(false);
  return isBroken
    ? <span className={className} style={{ display: 'grid', placeItems: 'center', color: 'var(--mantine-color-dimmed)' }}><ImageOff size={28} aria-label={alt || 'No picture of it'} /></span>
    : <img src={addressOf(`/api/v1/media/${media.id}/thumbnail`)} alt={alt} loading="lazy" decoding="async" className={className} onError={() => setIsBroken(true)} />;
}
