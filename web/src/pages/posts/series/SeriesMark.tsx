import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Repeat } from 'lucide-react';

/** Says that a post was made by a series, and leads to all of its posts. */
export function SeriesMark({ seriesId }: { seriesId: string }) {
  return (
    <Anchor component={Link} to="/posts" search={{ series: seriesId } as never} size="sm" c="dimmed" display="inline-flex" style={{ alignItems: 'center', gap: 4, minHeight: 24 }}>
      <Repeat size={14} aria-hidden /> Series
    </Anchor>
  );
}
