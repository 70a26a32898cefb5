import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useChannels, useWorkspace } from '../../api/session.ts';
import { JOB_STATES, type JobState } from '../../words/states.ts';
import { useAccountName } from '../post/useNames.ts';
import classes from './activity.module.css';
import { lastDays } from './period.ts';
import type { Filters } from './useFilters.ts';

const SPANS = [7, 30, 90] as const;

/** Which days, which account, which state. */
export function FilterBar({ filters, change }: { filters: Filters; change: (wanted: Partial<Filters>) => void }) {
  const { timeZone } = useWorkspace();
  const channels = useChannels().data ?? [];
  const nameOf = useAccountName();
  const { period, state, channelId } = filters;

  return (
    <div className={classes.filters} role="search" aria-label="What is shown">
      <Group gap={6} role="group" aria-label="Days">
        {SPANS.map(span => {
          const days = lastDays(span, timeZone);
          const isOn = days.first === period.first && days.last === period.last;
          return (
            <Button key={span} size="sm" variant={isOn ? 'filled' : 'default'} aria-pressed={isOn} onClick={() => change({ period: days })}>
              {span} days
            </Button>
          );
        })}
      </Group>
      <TextInput type="date" label="From" value={period.first} max={period.last} onChange={event => event.currentTarget.value && change({ period: { ...period, first: event.currentTarget.value } })} />
      <TextInput type="date" label="To" value={period.last} min={period.first} onChange={event => event.currentTarget.value && change({ period: { ...period, last: event.currentTarget.value } })} />
      <NativeSelect
        label="Account"
        value={channelId ?? ''}
        onChange={event => change({ channelId: event.currentTarget.value || null })}
        data={[{ value: '', label: 'All accounts' }, ...channels.map(channel => ({ value: channel.id, label: nameOf(channel.id) }))]}
      />
      <NativeSelect
        label="State, in the list"
        value={state ?? ''}
        onChange={event => change({ state: (event.currentTarget.value || null) as JobState | null })}
        data={[{ value: '', label: 'All states' }, ...Object.entries(JOB_STATES).map(([value, words]) => ({ value, label: words.word }))]}
      />
    </div>
  );
}
