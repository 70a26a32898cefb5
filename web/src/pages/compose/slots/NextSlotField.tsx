import { Button, Radio, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CategorySelect } from '../../../shared/CategorySelect.tsx';
import { dateTime, fromNow, viewerZone, zoneName } from '../../../shared/times.ts';
import { Trouble } from '../../../shared/Trouble.tsx';
import { useCategories } from '../../../api/planning.ts';
import { useComposing } from '../context.ts';
import { FEW_TIMES, MOST_TIMES, nextSlotsQuery } from './nextSlots.ts';
import { NoSlot } from './NoSlot.tsx';

interface Props {
  /** The time that was chosen; null for the first one, whichever it is when it is taken. */
  value: string | null;
  onChange: (at: string | null) => void;
}

/** The next free slots of the post's accounts and category: the first one, and those after it. */
export function NextSlotField({ value, onChange }: Props) {
  const { draft, change, chosen, workspace } = useComposing();
  const [count, setCount] = useState(FEW_TIMES);
  const query = useQuery(nextSlotsQuery(chosen.map(channel => channel.id), draft.categoryId, count));
  const hasCategories = (useCategories().data?.length ?? 0) > 0;
  const times = query.data;
  const first = times?.[0];
  const own = viewerZone();
  const label = (at: string) => dateTime(at, workspace.timeZone);
  return (
    <Stack gap="sm">
      {hasCategories && <CategorySelect label="Category" none="None" value={draft.categoryId} onChange={categoryId => change({ categoryId })} />}
      {chosen.length === 0 ? <Text size="sm">Choose an account first.</Text>
        : query.isError ? <Trouble error={query.error} retry={() => void query.refetch()} />
        : times === undefined ? <Skeleton height={120} radius="md" role="status" aria-label="Loading" />
        : first === undefined ? <NoSlot />
        : (
          <>
            <Radio.Group label={chosen.length > 1 ? 'Free slots that all the accounts have' : 'Free slots'} value={value ?? first} onChange={at => onChange(at === first ? null : at)}>
              <Stack gap={8} mt={6} style={{ opacity: query.isPlaceholderData ? 0.6 : undefined }}>
                {times.map(at => (
                  <Radio
                    key={at} value={at} label={<><b>{label(at)}</b>, {fromNow(at)}</>}
                    description={[at === first ? 'The next one' : null, dateTime(at, own) === label(at) ? null : `Where you are: ${dateTime(at, own)}`].filter(Boolean).join('. ') || undefined}
                  />
                ))}
              </Stack>
            </Radio.Group>
            {times.length >= count && count < MOST_TIMES && (
              <div>
                <Button variant="subtle" size="compact-sm" loading={query.isFetching} onClick={() => setCount(Math.min(MOST_TIMES, count + 10))}>Later ones</Button>
              </div>
            )}
            <Text size="sm" c="dimmed">Times are those of {zoneName(workspace.timeZone, new Date(first))}.</Text>
          </>
        )}
    </Stack>
  );
}
