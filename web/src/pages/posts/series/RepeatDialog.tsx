import { Button, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { postQuery } from '../../post/queries.ts';
import { type Series, useSeries } from './queries.ts';
import { SeriesCard } from './SeriesCard.tsx';
import { SeriesForm } from './SeriesForm.tsx';

/** Has a post come again and again; where it does already, shows how. */
export function RepeatDialog({ postId, onClose }: { postId: string; onClose: () => void }) {
  const post = useQuery(postQuery(postId));
  const series = useSeries();
  // Escape closes the dialog in front, and only that one.
  const [isAsking, setAsking] = useState(false);
  return (
    <Modal opened onClose={onClose} closeOnEscape={!isAsking} title="Repeat" size="lg">
      <Loaded query={post}>{found => <Loaded query={series}>{all => <Repeat post={found} all={all} onAsk={setAsking} onClose={onClose} />}</Loaded>}</Loaded>
    </Modal>
  );
}

function Repeat({ post, all, onAsk, onClose }: { post: Schemas['PostResponse']; all: readonly Series[]; onAsk: (isAsking: boolean) => void; onClose: () => void }) {
  const [isNew, setNew] = useState(false);
  const made = all.find(one => one.id === post.seriesId);
  const own = all.filter(one => one.postId === post.id);
  if (made) {
    return (
      <Stack>
        <Text size="sm">This post was made by a series, so it cannot be repeated itself. Change the series, or copy the post.</Text>
        <SeriesCard series={made} onEnded={onClose} onAsk={onAsk} />
      </Stack>
    );
  }
  if (own.length === 0 || isNew) return <SeriesForm post={post} onDone={onClose} onClose={onClose} />;
  return (
    <Stack>
      {own.map(one => <SeriesCard key={one.id} series={one} onAsk={onAsk} />)}
      <Button variant="subtle" leftSection={<Plus size={16} aria-hidden />} onClick={() => setNew(true)}>Another series of this post</Button>
    </Stack>
  );
}
