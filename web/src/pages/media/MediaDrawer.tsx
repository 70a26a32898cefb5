import { Anchor, Button, Drawer, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Download, ExternalLink, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { addressOf, type Schemas } from '../../api/client.ts';
import { useMay, useWorkspace } from '../../api/session.ts';
import { Facts } from '../../shared/Facts.tsx';
import { Loaded } from '../../shared/Loaded.tsx';
import { bytes, dateTime } from '../../shared/times.ts';
import { Checks } from './Checks.tsx';
import { DeleteMedia } from './DeleteMedia.tsx';
import { Preview } from './Preview.tsx';
import { mediaQuery } from './queries.ts';
import { Renditions } from './Renditions.tsx';
import { UsedBy } from './UsedBy.tsx';
import { clock, shapeOf } from './words.ts';

/** Everything known of one item, beside the library. */
export function MediaDrawer({ mediaId, onClose }: { mediaId: string | null; onClose: () => void }) {
  return (
    <Drawer opened={mediaId !== null} onClose={onClose} position="right" size="lg" title={<Text fw={650} component="span">About this file</Text>}>
      {mediaId !== null && <Item key={mediaId} mediaId={mediaId} onClose={onClose} />}
    </Drawer>
  );
}

function Item({ mediaId, onClose }: { mediaId: string; onClose: () => void }) {
  const query = useQuery(mediaQuery(mediaId));
  return <Loaded query={query} rows={6}>{media => <Details media={media} onGone={onClose} />}</Loaded>;
}

function Details({ media, onGone }: { media: Schemas['MediaResponse']; onGone: () => void }) {
  const { timeZone } = useWorkspace();
  const mayEdit = useMay('edit_posts');
  const [isAsking, setIsAsking] = useState(false);
  const file = addressOf(`/api/v1/media/${media.id}/content`);
  return (
    <Stack gap="lg">
      <Preview media={media} />
      <Title order={3} size="h4" dir="auto" ta="left" style={{ overflowWrap: 'anywhere' }}>{media.fileName}</Title>
      <Group gap="xs">
        <Button component="a" href={file} target="_blank" rel="noopener" variant="default" leftSection={<ExternalLink size={16} aria-hidden />}>Open the original</Button>
        <Button component="a" href={file} download={media.fileName} variant="default" leftSection={<Download size={16} aria-hidden />}>Download</Button>
      </Group>
      <Facts
        of={[
          ['Kind', media.kind === 'video' ? 'Video' : 'Picture'],
          ['Size', `${media.width} × ${media.height} pixels, ${shapeOf(media.width, media.height)}`],
          ['Length', media.durationMs === null ? null : `${clock(media.durationMs)} (${(media.durationMs / 1_000).toLocaleString(undefined, { maximumFractionDigits: 1 })} s)`],
          ['File', `${bytes(media.bytes)}, ${media.contentType}`],
          ['Codec', media.codec],
          ['Uploaded', dateTime(media.createdAt, timeZone)],
          ['SHA-256', <code key="sha" style={{ fontSize: '0.75rem' }}>{media.sha256}</code>],
        ]}
      />
      <UsedBy media={media} />
      <Checks mediaId={media.id} />
      <Renditions mediaId={media.id} />
      {mayEdit && (
        <Group>
          <Button variant="light" color="red" c="var(--state-red)" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => setIsAsking(true)}>Delete…</Button>
        </Group>
      )}
      <DeleteMedia opened={isAsking} media={media} onClose={() => setIsAsking(false)} onGone={onGone} />
      <Text size="xs" c="dimmed">The same bytes are kept once: uploading the file again leads to this item. <Anchor component="button" type="button" size="xs" mih={24} underline="always" onClick={onGone}>Back to the library</Anchor></Text>
    </Stack>
  );
}
