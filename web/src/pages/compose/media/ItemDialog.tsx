import { Button, Group, Modal, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { addressOf } from '../../../api/client.ts';
import { bytes } from '../../../shared/times.ts';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import type { Item } from '../draft/draft.ts';
import { Findings } from '../parts/Findings.tsx';
import { has } from '../rules/types.ts';
import { clock } from './clock.ts';
import { ShapeEditor } from './ShapeEditor.tsx';
import { TagEditor } from './TagEditor.tsx';
import { type Verdict } from './useChecks.ts';

interface Props {
  item: Item;
  index: number;
  verdict: Verdict;
  onClose: () => void;
  onChange: (item: Item) => void;
}

/** Everything about one picture or video: its shape, its description, the people in it. */
export function ItemDialog({ item, index, verdict, onClose, onChange }: Props) {
  const { draft, limits } = useComposing();
  const isPhone = useMediaQuery('(max-width: 48em)');
  const { media } = item;
  const takesWords = has.altText(draft.type, media.kind);
  const takesPeople = has.tags(draft.type, media.kind);
  const [tab, setTab] = useState<'shape' | 'words' | 'people'>('shape');
  const findings = [...verdict.blocks.map(message => ({ message, blocks: true })), ...verdict.hints.map(message => ({ message, blocks: false }))].map(one => ({ ...one, code: one.message, field: `mediaIds[${index}]` }));
  const tabs = [{ value: 'shape', label: 'Shape' }, ...(takesWords ? [{ value: 'words', label: 'Description' }] : []), ...(takesPeople ? [{ value: 'people', label: `People${item.tags.length > 0 ? ` (${item.tags.length})` : ''}` }] : [])];
  return (
    <Modal opened onClose={onClose} title={<bdi>{media.fileName}</bdi>} size="lg" fullScreen={isPhone}>
      <Stack gap="md">
        <Text size="sm" c="dimmed">
          {media.width} × {media.height} · {bytes(media.bytes)}
          {media.durationMs !== null && ` · ${clock(media.durationMs)}`}
        </Text>
        {tabs.length > 1 && <SegmentedControl fullWidth data={tabs} value={tab} onChange={value => setTab(value as typeof tab)} aria-label="What to edit" />}
        {tab === 'shape' && <ShapeEditor media={media} fit={item.fit} type={draft.type} onChange={fit => onChange({ ...item, fit })} />}
        {tab === 'words' && takesWords && (
          <>
            <img src={addressOf(`/api/v1/media/${media.id}/thumbnail`)} alt="" className={classes.dialogPicture} />
            <Textarea
              label="Description" description="Read aloud to people who cannot see the picture. Say what matters in it." value={item.altText} onChange={event => onChange({ ...item, altText: event.currentTarget.value })}
              autosize minRows={3} maxRows={8} dir="auto" data-autofocus
              error={item.altText.length > limits.altText ? `${item.altText.length.toLocaleString('en-GB')} characters; ${limits.name} allows ${limits.altText.toLocaleString('en-GB')}.` : undefined}
            />
          </>
        )}
        {tab === 'people' && takesPeople && <TagEditor item={item} hasPlaces={has.positions(draft.type)} onChange={tags => onChange({ ...item, tags })} />}
        {tab === 'shape' && <Findings findings={findings} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
