import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon, Tooltip } from '@mantine/core';
import { CircleX, Crop, GripVertical, Pencil, Play, Type, UserRound, X } from 'lucide-react';
import { addressOf } from '../../../api/client.ts';
import { useComposing } from '../context.ts';
import classes from '../compose.module.css';
import type { Item } from '../draft/draft.ts';
import { has } from '../rules/types.ts';
import { clock } from './clock.ts';
import { type Verdict } from './useChecks.ts';

interface Props {
  item: Item;
  index: number;
  count: number;
  verdict: Verdict;
  onEdit: () => void;
  onRemove: () => void;
}

/** One file: what it shows, what is wrong with it, and what can be done to it. */
export function MediaTile({ item, index, count, verdict, onEdit, onRemove }: Props) {
  const { media } = item;
  const { draft } = useComposing();
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({ id: media.id });
  const wantsWords = has.altText(draft.type, media.kind) && item.altText.trim() === '';
  return (
    <div ref={setNodeRef} className={classes.tile} data-dragging={isDragging || undefined} style={{ transform: CSS.Translate.toString(transform), transition }} role="group" aria-label={`${media.fileName}, ${index + 1} of ${count}`}>
      <button type="button" className={classes.tilePicture} onClick={onEdit} aria-label={`Edit ${media.fileName}`}>
        <img src={addressOf(`/api/v1/media/${media.id}/thumbnail`)} alt={item.altText} loading="lazy" draggable={false} />
      </button>
      <span className={classes.tileSigns}>
        {media.kind === 'video' && (
          <span className={classes.tileLength}>
            <Play size={11} aria-hidden /> {clock(media.durationMs ?? 0)}
          </span>
        )}
        <span className={classes.tileMarks} aria-hidden>
          {item.fit !== null && <Crop size={13} />}
          {item.tags.length > 0 && <UserRound size={13} />}
          {item.altText.trim() !== '' && <Type size={13} />}
        </span>
      </span>
      <div className={classes.tileBar}>
        {count > 1 && (
          <button type="button" ref={setActivatorNodeRef} className={classes.tileHandle} {...attributes} {...listeners} aria-label={`Move ${media.fileName}`}>
            <GripVertical size={16} aria-hidden />
          </button>
        )}
        {count > 1 && <span className={classes.tilePlace} aria-hidden>{index + 1}</span>}
        <span style={{ flex: 1 }} />
        <Tooltip label={wantsWords ? 'Shape, description, people. It has no description yet.' : 'Shape, description, people'}>
          <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" size={28} onClick={onEdit} aria-label={`Shape, description and people of ${media.fileName}`}>
            <Pencil size={15} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" size={28} onClick={onRemove} aria-label={`Take ${media.fileName} out of the post`}>
          <X size={16} aria-hidden />
        </ActionIcon>
      </div>
      {verdict.blocks.length > 0 ? (
        <p className={`${classes.tileWords} state-red`}>
          <CircleX size={13} aria-hidden /> To mend, see below
        </p>
      ) : (
        verdict.isMade && <p className={classes.tileWords}>Is made fit for the network</p>
      )}
    </div>
  );
}
