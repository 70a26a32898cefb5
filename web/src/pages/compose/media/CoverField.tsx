import { Button, Grid, Group, NativeSelect, SegmentedControl, Slider, Stack, Switch, Text, TextInput } from '@mantine/core';
import { ImagePlus, Images, X } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { addressOf } from '../../../api/client.ts';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import { Section } from '../parts/Section.tsx';
import { useUploads } from '../../../shared/uploads/useUploads.ts';
import { clock } from './clock.ts';
import { UploadTiles } from './UploadTiles.tsx';

const LibraryDrawer = lazy(() => import('./LibraryDrawer.tsx').then(module => ({ default: module.LibraryDrawer })));

/** What only reels have: a cover, whether it is among the posts, the name of its sound, and being a trial. */
export function ReelField() {
  const { draft, change, findingsOf } = useComposing();
  const wrong = (field: string) => findingsOf('reel').some(finding => finding.blocks && finding.field.startsWith(field));
  return (
    <Section part="reel" title="Reel">
      <Stack gap="md">
        <CoverField />
        <Grid gap="md">
          <Grid.Col span={{ base: 12, xs: 6 }}>
            <TextInput label="Name of the sound" description="What the reel’s own sound is called." value={draft.audioName} maxLength={255} dir="auto" error={wrong('options.audioName')} onChange={event => change({ audioName: event.currentTarget.value })} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, xs: 6 }}>
            <NativeSelect
              label="Trial" description="Shown first to people who do not follow the account." value={draft.trialGraduation ?? ''} error={wrong('options.trialGraduation')}
              data={[{ value: '', label: 'No, an ordinary reel' }, { value: 'manual', label: 'Until somebody shares it with everyone' }, { value: 'performance', label: 'Until it does well' }]}
              onChange={event => {
                const trialGraduation = (event.currentTarget.value || null) as typeof draft.trialGraduation;
                change(trialGraduation === null ? { trialGraduation } : { trialGraduation, collaborators: [] });
              }}
            />
          </Grid.Col>
        </Grid>
        <Switch label="Also among the account’s posts" description="Off: only among its reels." checked={draft.shareToFeed} onChange={event => change({ shareToFeed: event.currentTarget.checked })} />
      </Stack>
    </Section>
  );
}

/** What is seen before a reel plays: a moment of the video, or a picture. */
function CoverField() {
  const { draft, change } = useComposing();
  const [isPicture, setPicture] = useState(draft.cover !== null);
  return (
    <div role="group" aria-labelledby="cover-label">
      <Text size="sm" fw={500} id="cover-label" mb={6}>
        Cover
      </Text>
      <SegmentedControl
        aria-labelledby="cover-label" mb="sm" value={isPicture ? 'picture' : 'moment'} data={[{ value: 'moment', label: 'A moment of the video' }, { value: 'picture', label: 'A picture' }]}
        onChange={value => {
          setPicture(value === 'picture');
          if (value === 'moment') change({ cover: null, coverFit: null });
        }}
      />
      {isPicture ? <CoverPicture /> : <CoverMoment />}
    </div>
  );
}

function CoverMoment() {
  const { draft, change } = useComposing();
  const video = useRef<HTMLVideoElement>(null);
  const media = draft.items.find(item => item.media.kind === 'video')?.media;
  if (!media) return <Text size="sm" c="dimmed">Add the video first; then choose the moment here.</Text>;
  const length = media.durationMs ?? 0;
  const seek = (ms: number) => {
    if (video.current) video.current.currentTime = ms / 1_000;
  };
  return (
    <Group align="center" gap="md" wrap="nowrap">
      <video
        ref={video} className={classes.coverVideo} src={addressOf(`/api/v1/media/${media.id}/content`)} poster={addressOf(`/api/v1/media/${media.id}/thumbnail`)} muted playsInline preload="metadata" aria-label="The chosen moment"
        onLoadedMetadata={() => draft.thumbOffsetMs !== null && seek(draft.thumbOffsetMs)}
      />
      <Stack gap={6} flex={1} miw={0}>
        <Slider
          min={0} max={Math.max(1, length - 1)} step={100} value={draft.thumbOffsetMs ?? 0} label={clock} thumbSize={24} thumbLabel="Moment of the video" thumbValueText={clock}
          onChange={ms => {
            seek(ms);
            change({ thumbOffsetMs: ms });
          }}
        />
        <Text size="sm" c="dimmed">
          {draft.thumbOffsetMs === null ? 'The network chooses, as a rule the beginning.' : `${clock(draft.thumbOffsetMs)} of ${clock(length)}`}
        </Text>
        {draft.thumbOffsetMs !== null && (
          <Button variant="subtle" size="compact-sm" onClick={() => change({ thumbOffsetMs: null })}>
            Let it choose
          </Button>
        )}
      </Stack>
    </Group>
  );
}

function CoverPicture() {
  const { draft, change } = useComposing();
  const input = useRef<HTMLInputElement>(null);
  const [isLibraryOpen, setLibraryOpen] = useState(false);
  const uploads = useUploads({ onDone: cover => change({ cover }) });
  return (
    <Group align="center" gap="md">
      {draft.cover && <img src={addressOf(`/api/v1/media/${draft.cover.id}/thumbnail`)} alt={`Cover: ${draft.cover.fileName}`} className={classes.coverVideo} />}
      <UploadTiles uploads={uploads} />
      <Stack gap="xs" align="flex-start">
        <Button size="sm" variant="default" leftSection={<ImagePlus size={16} aria-hidden />} onClick={() => input.current?.click()}>
          Upload a picture
        </Button>
        <Button size="sm" variant="default" leftSection={<Images size={16} aria-hidden />} onClick={() => setLibraryOpen(true)}>
          From the library
        </Button>
        {draft.cover && (
          <Button size="compact-sm" variant="subtle" leftSection={<X size={14} aria-hidden />} onClick={() => change({ cover: null, coverFit: null })}>
            No cover picture
          </Button>
        )}
        <Text size="sm" c="dimmed">
          9:16 looks best.
        </Text>
      </Stack>
      <input ref={input} type="file" accept="image/*" hidden aria-label="Cover to upload" onChange={event => uploads.queue.add([...(event.currentTarget.files ?? [])].slice(0, 1))} />
      {isLibraryOpen && (
        <Suspense>
          <LibraryDrawer title="Choose a cover" kind="image" onClose={() => setLibraryOpen(false)} onChosen={([cover]) => { if (cover) change({ cover }); setLibraryOpen(false); }} taken={[]} />
        </Suspense>
      )}
    </Group>
  );
}
