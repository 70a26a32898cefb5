import { Text } from '@mantine/core';
import { Play } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import classes from './MediaGrid.module.css';
import { Thumbnail } from './Thumbnail.tsx';
import { clock } from './words.ts';

/** One item of the library: its picture, its name, and how long it is where it is a video. */
export function MediaTile({ media, onOpen }: { media: Schemas['MediaResponse']; onOpen: () => void }) {
  return (
    <li className={classes.item}>
      <button type="button" className={classes.tile} onClick={onOpen}>
        <span className={classes.picture}>
          <Thumbnail media={media} alt="" className={classes.image} />
          {media.kind === 'video' && (
            <span className={classes.length}>
              <Play size={12} aria-hidden fill="currentColor" /> {media.durationMs === null ? 'Video' : <><span className="unseen">Video, </span>{clock(media.durationMs)}</>}
            </span>
          )}
        </span>
        <Text size="sm" truncate span dir="auto" className={classes.name}>{media.fileName}</Text>
      </button>
    </li>
  );
}
