import { Alert, Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ImageOff, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { addressOf } from '../../../api/client.ts';
import { Problem } from '../../../api/problem.ts';
import { bytes } from '../../../shared/times.ts';
import { Thumb } from '../parts/Thumb.tsx';
import { mediaQuery } from '../queries.ts';
import classes from './content.module.css';
import { addressFor, type ShownItem } from './items.ts';

/** The items of a post: one large, and the others to choose from. */
export function Gallery({ items }: { items: readonly ShownItem[] }) {
  const [position, setPosition] = useState(0);
  const shown = items[Math.min(position, items.length - 1)];
  if (!shown) return null;
  return (
    <Stack gap="xs">
      <Item item={shown} position={items.indexOf(shown)} />
      {items.length > 1 && (
        <div className={classes.strip}>
          {items.map((item, number) => (
            <button key={`${item.mediaId}${number}`} type="button" onClick={() => setPosition(number)} aria-current={item === shown} aria-label={nameOf(item, number)}>
              <Thumb mediaId={item.mediaId} size={52} />
            </button>
          ))}
        </div>
      )}
    </Stack>
  );
}

const nameOf = (item: ShownItem, position: number): string => (item.isCover ? 'Cover' : `Item ${position + 1}`);

function Item({ item, position }: { item: ShownItem; position: number }) {
  const { data: media, error } = useQuery(mediaQuery(item.mediaId));
  const isVideo = item.contentType?.startsWith('video/') ?? media?.kind === 'video';
  const shape = item.width !== null && item.height !== null ? { width: item.width, height: item.height } : media ? { width: media.width, height: media.height } : null;
  const name = item.altText || (media ? `${nameOf(item, position)}: ${media.fileName}` : nameOf(item, position));

  // Versions and what is long published may show what was deleted since.
  if (error instanceof Problem && error.status === 404) {
    return (
      <div className={classes.stage}>
        <Text size="sm" c="dimmed" p="md" ta="center"><ImageOff size={16} aria-hidden style={{ verticalAlign: '-3px' }} /> {nameOf(item, position)} is no longer in the library.</Text>
      </div>
    );
  }

  return (
    <Stack gap={6} component="figure" m={0}>
      <div className={classes.stage}>
        {isVideo ? (
          <video key={item.renditionId ?? item.mediaId} controls preload="none" poster={addressOf(`/api/v1/media/${item.mediaId}/thumbnail`)} src={addressOf(addressFor(item, true))} aria-label={name} style={shape ? { aspectRatio: `${shape.width} / ${shape.height}` } : undefined} />
        ) : (
          <img key={item.renditionId ?? item.mediaId} src={addressOf(addressFor(item, false))} alt={name} loading="lazy" {...(shape ?? {})} style={{ width: 'auto', height: 'auto' }} />
        )}
      </div>
      {item.preparing && (
        <div>
          <Text size="sm">It is being made fit for the network.</Text>
          {item.progress !== null && <Progress value={item.progress * 100} aria-label="How far it is" mt={4} />}
        </div>
      )}
      {item.problem && (
        <Alert className="state state-orange" icon={<TriangleAlert size={18} aria-hidden />} styles={{ message: { color: 'inherit' }, icon: { color: 'inherit' } }}>
          {item.problem}
        </Alert>
      )}
      <Group component="figcaption" gap="xs" justify="space-between">
        <Text size="xs" c="dimmed" dir="auto" style={{ overflowWrap: 'anywhere' }}>
          {item.isCover ? 'The cover, shown before it plays' : item.altText ? `Alt text: ${item.altText}` : 'No alt text'}
        </Text>
        <Text size="xs" c="dimmed">
          {[shape && `${shape.width} × ${shape.height}`, item.bytes !== null && bytes(item.bytes), item.renditionId !== null && 'made fit'].filter(Boolean).join(' · ')}
        </Text>
      </Group>
    </Stack>
  );
}
