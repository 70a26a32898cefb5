import { Button, Center, Loader, Skeleton, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Images } from 'lucide-react';
import { useMay } from '../../api/session.ts';
import { Empty } from '../../shared/Empty.tsx';
import { Page } from '../../shared/Page.tsx';
import { Trouble } from '../../shared/Trouble.tsx';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import { DropZone, UploadButton } from './DropZone.tsx';
import classes from './MediaGrid.module.css';
import { MediaDrawer } from './MediaDrawer.tsx';
import { MediaTile } from './MediaTile.tsx';
import { libraryQuery } from './queries.ts';
import { Uploads } from './Uploads.tsx';
import { useUploads } from './useUploads.ts';

/** The library: everything that was uploaded, newest first. One item is looked at in a drawer, which has its own address. */
export function MediaPage() {
  const mayEdit = useMay('edit_posts');
  const uploads = useUploads();
  const navigate = useNavigate();
  const { item = null } = useSearch({ strict: false }) as { item?: string };
  const open = (id: string | null) => void navigate({ to: '/media', search: (id === null ? {} : { item: id }) as never, resetScroll: false });

  const content = (
    <>
      <Uploads uploads={uploads.uploads} onOpen={open} onAgain={uploads.again} onDrop={uploads.drop} onClear={uploads.clear} />
      <Library onOpen={open} onFiles={mayEdit ? uploads.add : null} />
    </>
  );
  return (
    <Page title="Media" wide actions={mayEdit && <UploadButton onFiles={uploads.add} />}>
      {mayEdit ? <DropZone onFiles={uploads.add}>{content}</DropZone> : content}
      <MediaDrawer mediaId={item} onClose={() => open(null)} />
    </Page>
  );
}

function Library({ onOpen, onFiles }: { onOpen: (id: string) => void; onFiles: ((files: readonly File[]) => void) | null }) {
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(libraryQuery);
  if (isPending) return <Waiting />;
  if (data === undefined) return <Trouble error={error} retry={() => void refetch()} />;
  const items = data.pages.flatMap(page => page.items);
  if (items.length === 0) {
    return (
      <Empty icon={Images} title="The library is empty" action={onFiles && <UploadButton onFiles={onFiles} variant="light" />}>
        {onFiles ? 'Drop pictures and videos anywhere on this page, paste them, or choose them. They stay here for every post.' : 'Who may write posts uploads pictures and videos here.'}
      </Empty>
    );
  }
  return (
    <>
      {onFiles && <Text size="sm" c="dimmed" mb="sm" visibleFrom="sm">Drop or paste files anywhere on this page.</Text>}
      <ul className={classes.grid}>
        {items.map(media => <MediaTile key={media.id} media={media} onOpen={() => onOpen(media.id)} />)}
      </ul>
      <Center mt="lg" mih={40}>
        {hasNextPage && (isFetchingNextPage ? <Loader size="sm" role="img" aria-label="Loading more" /> : <Button variant="default" ref={whenSeen(() => void fetchNextPage())} onClick={() => void fetchNextPage()}>Load more</Button>)}
      </Center>
      <Text size="xs" c="dimmed" role="status">{hasNextPage ? `The newest ${items.length}.` : items.length === 1 ? 'One item in all.' : `${items.length} items in all.`}</Text>
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
