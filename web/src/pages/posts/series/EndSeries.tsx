import { Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { api, call } from '../../../api/client.ts';
import { AskFirst } from '../../../shared/AskFirst.tsx';
import { say } from '../../../shared/say.ts';
import { useChange } from '../../../shared/useChange.ts';
import { countOf } from '../bulk/actions.ts';
import { type Series, TOUCHED } from './queries.ts';

/** Asks what is to become of the posts ahead, and ends a series for good. */
export function EndSeries({ series, onDone, onClose }: { series: Series; onDone?: () => void; onClose: () => void }) {
  const [posts, setPosts] = useState<'keep' | 'unscheduled'>('keep');
  const end = useChange({
    run: () => call(api.DELETE('/api/v1/series/{seriesId}', { params: { path: { seriesId: series.id }, query: { posts } } })),
    touches: TOUCHED,
    showsError: true,
    onDone: ({ unscheduled }) => {
      say(unscheduled > 0 ? `The series is ended. ${countOf(unscheduled)} lost ${unscheduled === 1 ? 'its time' : 'their times'}.` : 'The series is ended.');
      onClose();
      onDone?.();
    },
  });
  const isOver = series.endedAt !== null;
  return (
    <AskFirst opened title={isOver ? 'Remove this series' : 'End this series'} verb={isOver ? 'Remove it' : 'End it'} busy={end.isPending} error={end.error} onYes={() => end.mutate()} onClose={onClose}>
      <Stack gap="sm">
        <Text>{isOver ? 'It has made all of its posts. Once it is removed, they no longer belong to a series; what is live stays live.' : 'No more posts are made. Those that it has made no longer belong to a series; what is live stays live.'}</Text>
        <Radio.Group label="Its posts ahead" value={posts} onChange={value => setPosts(value as typeof posts)}>
          <Stack gap="xs" mt="xs">
            <Radio value="keep" label="Stay, and go out at their times" />
            <Radio value="unscheduled" label="Stay, and lose their times" description="They do not go out until somebody schedules them again." />
          </Stack>
        </Radio.Group>
      </Stack>
    </AskFirst>
  );
}
