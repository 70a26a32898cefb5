import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { Search, X } from 'lucide-react';
import { useState } from 'react';
import { useChannels } from '../../../api/session.ts';
import { APPROVAL_STATES, JOB_STATES } from '../../../words/states.ts';
import { useAccountName } from '../../post/useNames.ts';
import { AHEAD, APPROVALS, OVER, type ListState, type PostsSearch } from '../search.ts';
import { useCategories } from '../../../api/planning.ts';

const STATES = [
  { value: '', label: 'Any state' },
  { group: 'Approval', items: APPROVALS.map(value => ({ value, label: APPROVAL_STATES[value].word })) },
  { group: 'On its way', items: AHEAD.map(value => ({ value, label: JOB_STATES[value].word })) },
  { group: 'Over', items: OVER.map(value => ({ value, label: JOB_STATES[value].word })) },
];

/** Which posts are listed. */
export function ListFilters({ search, onChange }: { search: PostsSearch; onChange: (change: Partial<PostsSearch>) => void }) {
  const channels = useChannels().data ?? [];
  const categories = useCategories().data ?? [];
  const nameOf = useAccountName();
  const { state, account, category, series, q } = search;
  // The field keeps what is typed while the address follows; only emptying it from outside begins it anew.
  const [round, setRound] = useState(0);
  const isOn = [state, account, category, series, q].some(one => one !== undefined);
  return (
    <Group gap="xs" mb="sm" align="end" role="search" aria-label="Posts">
      <Words key={round} value={q ?? ''} onChange={words => onChange({ q: words || undefined })} />
      <NativeSelect label="State" flex="1 1 140px" maw={220} data={STATES} value={state ?? ''} onChange={event => onChange({ state: (event.currentTarget.value || undefined) as ListState | undefined })} />
      {channels.length > 1 && <NativeSelect label="Account" data={[{ value: '', label: 'Any account' }, ...channels.map(channel => ({ value: channel.id, label: nameOf(channel.id) }))]} flex="1 1 140px" value={account ?? ''} onChange={event => onChange({ account: event.currentTarget.value || undefined })} maw={220} />}
      {categories.length > 0 && <NativeSelect label="Category" data={[{ value: '', label: 'Any category' }, ...categories.map(one => ({ value: one.id, label: one.name }))]} flex="1 1 140px" value={category ?? ''} onChange={event => onChange({ category: event.currentTarget.value || undefined })} maw={220} />}
      {isOn && (
        <Button variant="subtle" color="gray" c="dimmed" leftSection={<X size={14} aria-hidden />} onClick={() => { setRound(round + 1); onChange({ state: undefined, account: undefined, category: undefined, series: undefined, q: undefined }); }}>
          Show everything
        </Button>
      )}
    </Group>
  );
}

/** The words to look for: taken when somebody has stopped typing. */
function Words({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  const [words, setWords] = useState(value);
  const tell = useDebouncedCallback(onChange, 300);
  return (
    <TextInput
      label="In title or caption"
      flex="2 1 220px"
      maw={360}
      type="search"
      dir="auto"
      value={words}
      maxLength={200}
      leftSection={<Search size={16} aria-hidden />}
      onChange={event => {
        setWords(event.currentTarget.value);
        tell(event.currentTarget.value.trim());
      }}
    />
  );
}
