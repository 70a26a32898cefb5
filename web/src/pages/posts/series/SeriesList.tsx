import { Stack } from '@mantine/core';
import { Repeat } from 'lucide-react';
import { Empty } from '../../../shared/Empty.tsx';
import { Loaded } from '../../../shared/Loaded.tsx';
import { ZoneNote } from '../../../shared/ZoneNote.tsx';
import { PostOfJob } from '../../post/parts/PostLine.tsx';
import { useSeries } from './queries.ts';
import { SeriesCard } from './SeriesCard.tsx';

/** Every series: those that go on first. */
export function SeriesList() {
  const query = useSeries();
  return (
    <Loaded query={query}>
      {all =>
        all.length === 0 ? (
          <Empty icon={Repeat} title="No post comes again">Open a post and choose “Repeat…”: each time is then made as a post of its own, ahead of its time.</Empty>
        ) : (
          <Stack gap="sm">
            {[...all.filter(one => one.endedAt === null), ...all.filter(one => one.endedAt !== null)].map(one => (
              <SeriesCard key={one.id} series={one}>
                <PostOfJob postId={one.postId} size={44} />
              </SeriesCard>
            ))}
            <ZoneNote />
          </Stack>
        )
      }
    </Loaded>
  );
}
