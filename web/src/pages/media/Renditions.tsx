import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { addressOf } from '../../api/client.ts';
import { useWorkspace } from '../../api/session.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { bytes, dateTime } from '../../shared/times.ts';
import classes from './Renditions.module.css';
import { renditionsQuery } from './queries.ts';
import { clock, shapeOf } from './words.ts';

/** The files that were made of an item so that a network takes it. Their bytes never change. */
export function Renditions({ mediaId }: { mediaId: string }) {
  const query = useQuery(renditionsQuery(mediaId));
  const { timeZone } = useWorkspace();
  return (
    <section>
      <Title order={3} size="h5" mb="xs">Made of it</Title>
      <Loaded query={query} rows={1}>
        {items => items.length === 0 ? (
          <Text size="sm" c="dimmed">Nothing yet. Where a network does not take the file as it is, one that fits is made when a post is written.</Text>
        ) : (
          <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
            {items.map(one => (
              <li key={one.id} className={classes.rendition}>
                {one.kind === 'image' && <img src={addressOf(`/api/v1/media/${mediaId}/renditions/${one.id}/content`)} alt="" loading="lazy" decoding="async" className={classes.small} />}
                <div>
                  <Text size="sm" fw={600}>For {one.placement}</Text>
                  <Text size="sm" c="dimmed">
                    {one.width} × {one.height}, {shapeOf(one.width, one.height)}{one.durationMs === null ? '' : `, ${clock(one.durationMs)}`}, {bytes(one.bytes)}, {one.codec} · {dateTime(one.createdAt, timeZone)}{' · '}
                    <Anchor href={addressOf(`/api/v1/media/${mediaId}/renditions/${one.id}/content`)} target="_blank" rel="noopener" size="sm" underline="always" aria-label={`Open it: what was made for ${one.placement}`}>Open it</Anchor>
                  </Text>
                </div>
              </li>
            ))}
          </Stack>
        )}
      </Loaded>
    </section>
  );
}
