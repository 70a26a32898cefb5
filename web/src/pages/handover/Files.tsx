import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { addressOf, type Schemas } from '../../api/client.ts';
import { itemsFor, type ShownItem } from '../post/content/items.ts';
import { Thumb } from '../post/parts/Thumb.tsx';
import { mediaQuery } from '../post/queries.ts';
import classes from './handover.module.css';

/** The files of a post as its account gets them, each to be saved to the phone. */
export function Files({ post, channelId }: { post: Schemas['PostResponse']; channelId: string }) {
  const items = itemsFor(post, channelId);
  if (items.length === 0) return null;
  return (
    <ul className={classes.files} aria-label="Files">
      {items.map((item, position) => <File key={`${item.mediaId}${position}`} item={item} name={item.isCover ? 'Cover' : items.length === 1 ? 'File' : `File ${position + 1}`} />)}
    </ul>
  );
}

function File({ item, name }: { item: ShownItem; name: string }) {
  const { data: media } = useQuery(mediaQuery(item.mediaId));
  // What was made fit is what was approved; the file as uploaded only where nothing was made.
  const address = item.renditionId === null ? `/api/v1/media/${item.mediaId}/content` : `/api/v1/media/${item.mediaId}/renditions/${item.renditionId}/content`;
  return (
    <li className={classes.file}>
      <Thumb mediaId={item.mediaId} alt={item.altText ?? ''} size={96} />
      <Anchor href={addressOf(address)} download={fileName(media?.fileName ?? name, item.contentType)} size="sm" className={classes.save} aria-label={`Save ${name.toLowerCase()}${media ? `: ${media.fileName}` : ''}`}>
        <Download size={16} aria-hidden /> Save
      </Anchor>
      <Text size="xs" c="dimmed">{name}</Text>
    </li>
  );
}

const ENDINGS: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'video/mp4': 'mp4' };

/** The ending of what was made, and not of what was uploaded: phones go by it. */
function fileName(uploaded: string, contentType: string | null): string {
  const ending = contentType === null ? undefined : ENDINGS[contentType];
  return ending === undefined ? uploaded : `${uploaded.replace(/\.[^.]*$/, '')}.${ending}`;
}
