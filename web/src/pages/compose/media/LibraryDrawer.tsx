import { Button, Drawer, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Check, Images, Play, Search } from 'lucide-react';
import { useState } from 'react';
import { addressOf } from '../../../api/client.ts';
import { Empty } from '../../../shared/Empty.tsx';
import { libraryQuery } from '../../../shared/library.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import classes from '../compose.module.css';
import type { MediaItem } from '../draft/draft.ts';
import { clock } from './clock.ts';

interface Props {
  title: string;
  onClose: () => void;
  /** Takes the drawer away too. */
  onChosen: (items: readonly MediaItem[]) => void;
  /** Already in the post. */
  taken: readonly string[];
  isMany?: boolean;
  /** Only these; both where left out. */
  kind?: MediaItem['kind'];
  /** On the button; `Add` where left out. */
  verb?: string;
}

/** The library beside the post, to take files from. */
export function LibraryDrawer({ title, onClose, onChosen, taken, isMany = false, kind, verb = 'Add' }: Props) {
  const [words, setWords] = useState('');
  const [only, setOnly] = useState<'all' | MediaItem['kind']>(kind ?? 'all');
  const [chosen, setChosen] = useState<readonly MediaItem[]>([]);
  const [search] = useDebouncedValue(words, 250);
  const pages = useInfiniteQuery(libraryQuery({ search, kind: only }));
  const toggle = (item: MediaItem) => {
    const isOn = chosen.some(one => one.id === item.id);
    setChosen(isMany ? (isOn ? chosen.filter(one => one.id !== item.id) : [...chosen, item]) : isOn ? [] : [item]);
  };
  const shown = pages.data?.pages.flatMap(page => page.items) ?? [];
  const isAll = search.trim() === '' && only === 'all';
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={title} styles={{ body: { display: 'flex', flexDirection: 'column', minHeight: 'calc(100dvh - 60px)' } }}>
      <Group gap="xs" mb="sm" grow preventGrowOverflow={false}>
        <TextInput aria-label="Search by name" placeholder="Search by name" leftSection={<Search size={16} aria-hidden />} value={words} onChange={event => setWords(event.currentTarget.value)} data-autofocus />
        {kind === undefined && (
          <SegmentedControl aria-label="Which files" value={only} onChange={value => setOnly(value as typeof only)} data={[{ value: 'all', label: 'All' }, { value: 'image', label: 'Pictures' }, { value: 'video', label: 'Videos' }]} />
        )}
      </Group>
      <Loaded query={pages} rows={6}>
        {() => (
          <Stack gap="sm" flex={1}>
            {shown.length === 0 && !pages.hasNextPage && (
              <Empty icon={Images} title={isAll ? 'The library is empty' : 'Nothing found'}>
                {isAll ? 'What you upload in a post is kept here, to be used again.' : 'Search for another part of the file’s name.'}
              </Empty>
            )}
            <div className={classes.library} role="group" aria-label="Files">
              {shown.map(item => (
                <LibraryTile key={item.id} item={item} isOn={chosen.some(one => one.id === item.id)} isTaken={taken.includes(item.id)} onToggle={() => toggle(item)} place={isMany ? chosen.findIndex(one => one.id === item.id) + 1 : 0} />
              ))}
            </div>
            {pages.hasNextPage && (
              <Button variant="default" onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
                Show older files
              </Button>
            )}
          </Stack>
        )}
      </Loaded>
      <Group justify="space-between" className={classes.drawerFoot}>
        <Text size="sm" c="dimmed" role="status">
          {chosen.length === 0 ? 'Nothing chosen' : chosen.length === 1 ? '1 chosen' : `${chosen.length} chosen`}
        </Text>
        <Button onClick={() => onChosen(chosen)} disabled={chosen.length === 0}>
          {isMany && chosen.length > 1 ? `${verb} ${chosen.length}` : verb}
        </Button>
      </Group>
    </Drawer>
  );
}

function LibraryTile({ item, isOn, isTaken, onToggle, place }: { item: MediaItem; isOn: boolean; isTaken: boolean; onToggle: () => void; place: number }) {
  return (
    <button type="button" className={classes.libraryTile} aria-pressed={isOn} disabled={isTaken} onClick={onToggle} title={item.fileName} aria-label={`${item.fileName}${isTaken ? ', already in the post' : ''}`}>
      <img src={addressOf(`/api/v1/media/${item.id}/thumbnail`)} alt="" loading="lazy" />
      {item.kind === 'video' && (
        <span className={classes.tileLength}>
          <Play size={11} aria-hidden /> {clock(item.durationMs ?? 0)}
        </span>
      )}
      {isOn && <span className={classes.libraryOn}>{place > 0 ? place : <Check size={14} aria-hidden />}</span>}
      <span className={classes.libraryName}>{isTaken ? 'In the post' : item.fileName}</span>
    </button>
  );
}
