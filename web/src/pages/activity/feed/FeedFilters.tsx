import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useMay, useSession } from '../../../api/session.ts';
import { useMembers } from '../../post/queries.ts';
import { keysQuery } from '../../settings/queries.ts';
import { DayFields } from '../DayFields.tsx';
import type { FilterChange, Filters } from '../useFilters.ts';
import classes from '../filters.module.css';
import { GROUPS, type GroupName } from './groups.ts';

/** Which kinds of events, whose, and when. */
export function FeedFilters({ filters, change }: { filters: Filters; change: (wanted: FilterChange) => void }) {
  return (
    <div className={classes.filters} role="search" aria-label="What is shown">
      <NativeSelect
        label="Kind"
        value={filters.group}
        onChange={event => change({ group: event.currentTarget.value as GroupName })}
        data={Object.entries(GROUPS).map(([value, { label }]) => ({ value, label }))}
      />
      <NativeSelect label="By" value={filters.actor ?? ''} onChange={event => change({ actor: event.currentTarget.value || null })} data={useActors(filters.actor)} />
      <DayFields period={filters.isChosen ? filters.period : null} fallback={filters.period} change={period => change({ period })} />
      {filters.isChosen && (
        <Button variant="subtle" leftSection={<X size={16} aria-hidden />} onClick={() => change({ period: null })}>
          Any time
        </Button>
      )}
    </div>
  );
}

/** Who may have done something: members, keys where one may see them, and the server itself. */
function useActors(chosen: string | null): { value: string; label: string }[] {
  const own = useSession().member;
  const members = useMembers().data ?? [];
  const keys = useQuery({ ...keysQuery, enabled: useMay('manage_keys') }).data ?? [];
  const names = [...new Set(keys.map(key => key.name))];
  const actors = [
    { value: '', label: 'Anybody' },
    { value: own.email, label: 'You' },
    ...members.filter(member => member.email !== own.email).map(member => ({ value: member.email, label: member.name })),
    { value: 'engine', label: 'Posthaste, by itself' },
    ...names.map(name => ({ value: name, label: `Key “${name}”` })),
  ];
  // Somebody who has left since still did what they did.
  return chosen === null || actors.some(actor => actor.value === chosen) ? actors : [...actors, { value: chosen, label: chosen }];
}
