import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../../shared/Loaded.tsx';
import { postQuery } from '../../post/queries.ts';
import type { Series } from './queries.ts';
import { SeriesForm } from './SeriesForm.tsx';

/** A series with its rule and end to be changed. */
export function ChangeSeries({ series, onClose }: { series: Series; onClose: () => void }) {
  const post = useQuery(postQuery(series.postId));
  return (
    <Modal opened onClose={onClose} title="Change the series" size="lg">
      <Loaded query={post}>{found => <SeriesForm post={found} series={series} onDone={onClose} onClose={onClose} />}</Loaded>
    </Modal>
  );
}
