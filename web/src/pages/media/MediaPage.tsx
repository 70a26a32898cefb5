import { Button, Center, Group, Loader, SegmentedControl, Skeleton, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Globe, Images, Search } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { Empty } from '../../shared/Empty.tsx';
import { libraryQuery } from '../../shared/library.ts';
import { Page } from '../../shared/Page.tsx';
import { say } from '../../shared/say.ts';
import { Trouble } from '../../shared/Trouble.tsx';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import { DropZone, UploadButton } from './DropZone.tsx';
import classes from './MediaGrid.module.css';
import { MediaDrawer } from './MediaDrawer.tsx';
import { MediaTile } from './MediaTile.tsx';
import { Uploads } from './Uploads.tsx';
import { useUploads } from '../../shared/uploads/useUploads.ts';

const FromWeb = lazy(() => import('../../shared/uploads/FromWeb.tsx').then(module => ({ default: module.FromWeb })));

/** The library: everything that was uploaded, newest first. One item is looked at in a drawer, which has its own address. */
export function MediaPage() {
  const mayEdit = useMay('edit_posts');
  const uploads = useUploads({ keepsDone: true });
  const [isWebOpen, setWebOpen] = useState(false);
  const navigate = useNavigate();
  const { item = null } = useSearch({ strict: false }) as { item?: string };
  const open = (id: string | null) => void navigate({ to: '/media', search: (id === null ? {} : { item: id }) as never, resetScroll: false });

  const content = (
    <>
      <Uploads uploads={uploads} onOpen={open} />
      <Library onOpen={open} onFiles={mayEdit ? uploads.queue.add : null} />
    </>
  );
  return (
    <Page title="Media" wide actions={mayEdit && <><Button variant="default" leftSection={<Globe size={16} aria-hidden />} onClick={() => setWebOpen(true)}>From the web</Button><UploadButton onFiles={uploads.queue.add} /></>}>
      {mayEdit ? <DropZone onFiles={uploads.queue.add}>{content}</DropZone> : content}
      {isWebOpen && <Suspense><FromWeb onClose={() => setWebOpen(false)} onArrived={({ media, isNew }) => (isNew ? say(`${media.fileName} is in the library.`) : open(media.id))} /></Suspense>}
      <MediaDrawer mediaId={item} onClose={() => open(null)} />
    </Page>
  );
}

const KINDS = [{ value: 'all', label: 'All' }, { value: 'image', label: 'Pictures' }, { value: 'video', label: 'Videos' }];

function Library({ onOpen, onFiles }: { onOpen: (id: string) => void; onFiles: ((files: readonly File[]) => void) | null }) {
  const [words, setWords] = useState('');
  const [kind, setKind] = useState<Schemas['MediaKind'] | 'all'>('all');
  const [search] = useDebouncedValue(words, 250);
  const isAll = search.trim() === '' && kind === 'all';
  const { data, error, isPending, refetch, ...more } = useInfiniteQuery(libraryQuery({ search, kind }));
  if (isPending) return <Waiting />;
  if (data === undefined) return <Trouble error={error} retry={() => void refetch()} />;
  const items = data.pages.flatMap(page => page.items);
  if (items.length === 0 && isAll) {
    return (
      <Empty icon={Images} title="The library is empty" action={onFiles && <UploadButton onFiles={onFiles} variant="light" />}>
        {onFiles ? 'Drop pictures and videos anywhere on this page, paste them, or choose them. They stay here for every post.' : 'Who may write posts uploads pictures and videos here.'}
      </Empty>
    );
  }
  return (
    <>
      <Group gap="sm" mb="sm">
        <TextInput aria-label="Search by name" placeholder="Search by name" leftSection={<Search size={16} aria-hidden />} value={words} onChange={event => setWords(event.currentTarget.value)} flex="1 1 220px" maw={360} />
        <SegmentedControl aria-label="Which files" data={KINDS} value={kind} onChange={value => setKind(value as typeof kind)} />
      </Group>
      {items.length === 0 ? <Empty icon={Images} title="Nothing found">Search for another part of the file’s name.</Empty> : <Found items={items} isAll={isAll} onOpen={onOpen} hasDropZone={onFiles !== null} {...more} />}
    </>
  );
}

interface FoundProps {
  items: readonly Schemas['MediaResponse'][];
  isAll: boolean;
  hasDropZone: boolean;
  onOpen: (id: string) => void;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

function Found({ items, isAll, hasDropZone, onOpen, hasNextPage, isFetchingNextPage, fetchNextPage }: FoundProps) {
  return (
    <>
      {hasDropZone && isAll && <Text size="sm" c="dimmed" mb="sm" visibleFrom="sm">Drop or paste files anywhere on this page.</Text>}
      <ul className={classes.grid}>
        {items.map(media => <MediaTile key={media.id} media={media} onOpen={() => onOpen(media.id)} />)}
      </ul>
      <Center mt="lg" mih={40}>
        {hasNextPage && (isFetchingNextPage ? <Loader size="sm" role="img" aria-label="Loading more" /> : <Button variant="default" ref={whenSeen(() => void fetchNextPage())} onClick={() => void fetchNextPage()}>Load more</Button>)}
      </Center>
      <Text size="xs" c="dimmed" role="status">{hasNextPage ? `The newest ${items.length}.` : items.length === 1 ? `One item${isAll ? ' in all' : ''}.` : `${items.length} items${isAll ? ' in all' : ''}.`}</Text>
      <ZoneNote mt="lg" />
    </>
  );
}

/** Calls when an element comes near the screen. The button stays for who does not scroll. */
const whenSeen = (seen: () => void) => (element: HTMLElement | null) => {
  if (element === null) return undefined;
  const observer = new IntersectionObserver(([entry]) => { if (entry?.isIntersecting) seen(); }, { rootMargin: '400px' });
  observer.observe(element);
  return () => observer.disconnect();
};

function Waiting() {
  return (
    <div className={classes.grid} role="status" aria-label="Loading the library">
      {Array.from({ length: 12 }, (_, index) => <Skeleton key={index} radius="md" className={classes.waiting} />)}
    </div>
  );
}
