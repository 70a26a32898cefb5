import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { UserPlus, X } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, type PointerEvent, useRef } from 'react';
import { addressOf } from '../../../api/client.ts';
import classes from '../compose.module.css';
import type { Item, Tag } from '../draft/draft.ts';
import { stepOf } from '../rules/crop.ts';

const within = (share: number) => Math.round(Math.min(1, Math.max(0, share)) * 1_000) / 1_000;

/** The people in a picture, each at a place that is dragged or moved by keyboard. */
export function TagEditor({ item, hasPlaces, onChange }: { item: Item; hasPlaces: boolean; onChange: (tags: Tag[]) => void }) {
  const board = useRef<HTMLDivElement>(null);
  const { media, tags } = item;
  const put = (index: number, change: Partial<Tag>) => onChange(tags.map((tag, at) => (at === index ? { ...tag, ...change } : tag)));
  const shareOf = (event: MouseEvent | PointerEvent) => {
    const size = board.current!.getBoundingClientRect();
    return { x: within((event.clientX - size.left) / size.width), y: within((event.clientY - size.top) / size.height) };
  };
  const press = (event: KeyboardEvent, index: number) => {
    const step = stepOf(event.key, event.shiftKey);
    if (step === null) return;
    event.preventDefault();
    put(index, { x: within(tags[index]!.x + step.dx), y: within(tags[index]!.y + step.dy) });
  };
  return (
    <Stack gap="sm">
      {hasPlaces && (
        <>
          <Text size="sm" c="dimmed">
            Click where somebody is, or add them below and move their mark with the arrow keys.
          </Text>
          {/* The button below does the same by keyboard. */}
          <div
            ref={board} className={classes.tagBoard} style={{ aspectRatio: media.width / Math.max(1, media.height), maxWidth: `${(45 * media.width) / Math.max(1, media.height)}dvh` }}
            onClick={event => event.target instanceof HTMLImageElement && onChange([...tags, { username: '', ...shareOf(event) }])}
          >
            <img src={addressOf(`/api/v1/media/${media.id}/thumbnail`)} alt={item.altText} draggable={false} />
            {tags.map((tag, index) => (
              <button
                key={index} type="button" className={classes.tagMark} style={{ left: `${tag.x * 100}%`, top: `${tag.y * 100}%` }} onKeyDown={event => press(event, index)}
                aria-label={`${tag.username || 'Somebody'}, ${Math.round(tag.x * 100)} % from the left, ${Math.round(tag.y * 100)} % from the top. Arrow keys move the mark.`}
                onPointerDown={event => event.currentTarget.setPointerCapture(event.pointerId)}
                onPointerMove={event => event.currentTarget.hasPointerCapture(event.pointerId) && put(index, shareOf(event))}
              >
                {tag.username || '…'}
              </button>
            ))}
          </div>
        </>
      )}
      {tags.map((tag, index) => (
        <Group key={index} gap="xs" align="flex-end" wrap="nowrap">
          <TextInput
            flex={1} label={`Account ${index + 1}`} value={tag.username} leftSection="@" autoFocus={tag.username === ''} maxLength={31}
            onChange={event => put(index, { username: event.currentTarget.value.trim().replace(/^@/, '') })}
            error={tag.username !== '' && !/^[A-Za-z0-9._]{1,30}$/.test(tag.username) ? 'Letters, digits, . and _, at most 30.' : undefined}
          />
          <ActionIcon variant="default" size={36} onClick={() => onChange(tags.filter((_, at) => at !== index))} aria-label={`Remove ${tag.username || `account ${index + 1}`}`}>
            <X size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button variant="default" size="sm" leftSection={<UserPlus size={16} aria-hidden />} onClick={() => onChange([...tags, { username: '', x: 0.5, y: 0.5 }])}>
          Add a person
        </Button>
      </Group>
    </Stack>
  );
}
