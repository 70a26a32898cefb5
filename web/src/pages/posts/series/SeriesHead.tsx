import { Box } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Repeat } from 'lucide-react';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Note } from '../../../shared/Note.tsx';
import { PostOfJob } from '../../post/parts/PostLine.tsx';
import { useSeries } from './queries.ts';
import { SeriesCard } from './SeriesCard.tsx';

/** The series whose posts are listed. */
export function SeriesHead({ seriesId }: { seriesId: string }) {
  const query = useSeries();
  const navigate = useNavigate();
  return (
    <Box mb="md">
      <Loaded query={query} rows={1}>
        {all => {
          const series = all.find(one => one.id === seriesId);
          if (!series) return <Note colour="gray" icon={Repeat}>There is no such series any more. Its posts belong to none.</Note>;
          return (
            <SeriesCard series={series} isOwnList onEnded={() => void navigate({ to: '/posts', search: { tab: 'series' } as never })}>
              <PostOfJob postId={series.postId} size={44} />
            </SeriesCard>
          );
        }}
      </Loaded>
    </Box>
  );
}
