import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Globe, ImagePlus, Images } from 'lucide-react';
import { type DragEvent, lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import { type MediaItem, newItem, withItems } from '../draft/draft.ts';
import { draftFor, type OwnField } from '../draft/variants.ts';
import { AccountTabs } from '../parts/AccountTabs.tsx';
import { OwnSwitch } from '../parts/OwnSwitch.tsx';
import { Section } from '../parts/Section.tsx';
import { MediaTiles } from './MediaTiles.tsx';
import { SharedFiles } from './SharedFiles.tsx';
import { UploadTiles } from './UploadTiles.tsx';

const LibraryDrawer = lazy(() => import('./LibraryDrawer.tsx').then(module => ({ default: module.LibraryDrawer })));
const FromWeb = lazy(() => import('../../../shared/uploads/FromWeb.tsx').then(module => ({ default: module.FromWeb })));

export const ACCEPTED = 'image/jpeg,image/png,image/gif,image/webp,image/heic,image/heif,image/avif,video/mp4,video/quicktime,video/webm';

const filesOf = (data: DataTransfer | null) => [...(data?.files ?? [])].filter(file => file.type.startsWith('image/') || file.type.startsWith('video/') || file.type === '');

const FILES: readonly OwnField[] = ['items'];

/** Pictures and videos, for all accounts and for each that has its own. */
export function MediaField() {
  const { draft, account } = useComposing();
  const { length } = draftFor(draft, account).items;
  return (
    <Section part="media" withFindings={false} title="Pictures and videos" aside={length > 1 && <Text size="sm" c="dimmed">{length} files, in the order they are shown</Text>}>
      <AccountTabs label="Whose pictures and videos" fields={FILES}>
        <Files />
      </AccountTabs>
    </Section>
  );
}

/** Dropped, pasted, picked, or from the library or the web. */
function Files() {
  const { draft, change, uploads, upload, arriving, own } = useComposing();
  const list = arriving(null);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isLibraryOpen, setLibraryOpen] = useState(false);
  const [isWebOpen, setWebOpen] = useState(false);
  const isEmpty = draft.items.length === 0 && list.length === 0;

  const paste = useEffectEvent((event: ClipboardEvent) => {
    const files = filesOf(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    upload(files);
  });
  // Pasting works wherever the cursor is.
  useEffect(() => {
    const listener = (event: ClipboardEvent) => paste(event);
    document.addEventListener('paste', listener);
    return () => document.removeEventListener('paste', listener);
  }, []);

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const files = filesOf(event.dataTransfer);
    if (files.length > 0) upload(files);
    else notifications.show({ color: 'yellow', message: 'These are neither pictures nor videos.' });
  };
  const addFromLibrary = (items: readonly MediaItem[]) => {
    change(now => withItems(now, [...now.items, ...items.filter(item => now.items.every(one => one.media.id !== item.id)).map(newItem)]));
    setLibraryOpen(false);
  };
  const buttons = (
    <Group gap="xs" justify={isEmpty ? 'center' : undefined}>
      <Button size="sm" variant={isEmpty ? 'filled' : 'default'} leftSection={<ImagePlus size={16} aria-hidden />} onClick={() => input.current?.click()}>
        Choose files
      </Button>
      <Button size="sm" variant="default" leftSection={<Images size={16} aria-hidden />} onClick={() => setLibraryOpen(true)}>
        From the library
      </Button>
      <Button size="sm" variant="default" leftSection={<Globe size={16} aria-hidden />} onClick={() => setWebOpen(true)}>
        From the web
      </Button>
    </Group>
  );

  if (own !== null && !own.isOwn('items')) return <SharedFiles />;
  return (
    <>
      <div
        className={classes.drop} data-over={isOver || undefined} data-empty={isEmpty || undefined} onDrop={drop}
        onDragOver={event => {
          if (!event.dataTransfer.types.includes('Files')) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={event => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
        }}
      >
        {isEmpty ? (
          <>
            <ImagePlus size={32} aria-hidden className={classes.dropSign} />
            <Text fw={600}>Drop pictures and videos here</Text>
            <Text size="sm" c="dimmed" mb="sm">
              or paste them. What a network does not take as it is, is made fit for it.
            </Text>
          </>
        ) : (
          <MediaTiles>
            <UploadTiles uploads={{ ...uploads, list }} />
          </MediaTiles>
        )}
        {buttons}
        <input
          ref={input} type="file" multiple accept={ACCEPTED} hidden aria-label="Files to upload"
          onChange={event => {
            upload([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = ''; // the same file may be chosen again
          }}
        />
      </div>
      {isWebOpen && (
        <Suspense>
          <FromWeb onClose={() => setWebOpen(false)} onArrived={({ media }) => addFromLibrary([media])} />
        </Suspense>
      )}
      {isLibraryOpen && (
        <Suspense>
          <LibraryDrawer title="Add from the library" onClose={() => setLibraryOpen(false)} onChosen={addFromLibrary} taken={draft.items.map(item => item.media.id)} isMany />
        </Suspense>
      )}
      {own !== null && <OwnSwitch field="items" />}
    </>
  );
}
