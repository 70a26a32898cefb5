import { Group, Radio, SegmentedControl, Slider, Stack, Text } from '@mantine/core';
import { addressOf, type Schemas } from '../../../api/client.ts';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import type { MediaItem } from '../draft/draft.ts';
import { frameOf, MAX_ZOOM, regionOf } from '../rules/crop.ts';
import { type MediaFit, shapeOf } from '../rules/framing.ts';
import type { PostType } from '../rules/limits.ts';
import { CropFrame } from './CropFrame.tsx';

type Way = 'own' | NonNullable<Schemas['UnfitMedia']>;

const POLICY: Record<NonNullable<Schemas['UnfitMedia']>, string> = { scale: 'scaled, never cut', pad: 'with bars', crop: 'cut to fit', original: 'as it is' };

const FEED_SHAPES = [
  { value: '4:5', label: '4:5 tall' },
  { value: '1:1', label: '1:1 square' },
  { value: '1.91:1', label: '1.91:1 wide' },
];
const FULL_SHAPES = [{ value: '9:16', label: '9:16 full screen' }, ...FEED_SHAPES.slice(0, 2)];

interface Props {
  media: MediaItem;
  fit: MediaFit | null;
  type: PostType;
  onChange: (fit: MediaFit | null) => void;
}

/** How a file gets the shape that the network takes: a part of it, or bars around it. */
export function ShapeEditor({ media, fit, type, onChange }: Props) {
  const { workspace } = useComposing();
  const way: Way = fit?.fit ?? 'own';
  const shapes = type === 'image' || type === 'carousel' ? FEED_SHAPES : FULL_SHAPES;
  const ratio = media.width / Math.max(1, media.height);
  const nearest = shapes.reduce((best, one) => (Math.abs(Math.log(shapeOf(one.value)! / ratio)) < Math.abs(Math.log(shapeOf(best.value)! / ratio)) ? one : best)).value;
  const aspect = fit?.aspect ?? nearest;
  const shape = shapeOf(aspect)!;
  const frame = frameOf(fit?.crop, ratio, shape);
  const address = addressOf(`/api/v1/media/${media.id}/thumbnail`);

  const crop = (next: typeof frame, words: string) => onChange({ fit: 'crop', aspect: words, crop: regionOf(next, ratio, shapeOf(words)!) });
  const pad = (words: string, background: string) => onChange({ fit: 'pad', aspect: words, background });
  const choose = (next: Way) => {
    if (next === 'crop') crop(frameOf(null, ratio, shape), aspect);
    else if (next === 'pad') pad(aspect, fit?.background ?? '#ffffff');
    else onChange(next === 'own' ? null : { fit: next });
  };
  const reshape = (words: string) => (way === 'pad' ? pad(words, fit?.background ?? '#ffffff') : crop({ ...frame, zoom: Math.min(frame.zoom, MAX_ZOOM) }, words));

  return (
    <Stack gap="sm">
      <Radio.Group label="How it is made fit" value={way} onChange={value => choose(value as Way)}>
        <Group gap="md" mt={6}>
          <Radio value="own" label={`As the workspace does (${workspace.mediaPolicy ? POLICY[workspace.mediaPolicy] : 'usual'})`} />
          <Radio value="crop" label="Choose the part to keep" />
          <Radio value="pad" label="Whole, with bars" />
          <Radio value="original" label="Exactly as uploaded" />
        </Group>
      </Radio.Group>
      {(way === 'crop' || way === 'pad') && (
        <SegmentedControl aria-label="Shape" data={shapes} value={aspect} onChange={reshape} fullWidth />
      )}
      {way === 'crop' && (
        <>
          <CropFrame address={address} ratio={ratio} shape={shape} frame={frame} onChange={next => crop(next, aspect)} />
          <Text size="sm" c="dimmed">
            Drag the frame, or move it with the arrow keys (with Shift in larger steps).
          </Text>
          <div>
            <Text size="sm" fw={500} aria-hidden>
              Closer
            </Text>
            <Slider
              thumbLabel="Closer" thumbSize={24} min={1} max={MAX_ZOOM} step={0.05} value={frame.zoom} label={value => `${value.toFixed(1)} ×`}
              onChange={zoom => crop({ ...frame, zoom }, aspect)}
            />
          </div>
        </>
      )}
      {way === 'pad' && (
        <>
          <div className={classes.padBoard} style={{ aspectRatio: shape, background: fit?.background ?? '#ffffff', maxWidth: shape < 1 ? `${50 * shape}dvh` : undefined }}>
            <img src={address} alt="" />
          </div>
          <label className={classes.colour}>
            <input type="color" value={fit?.background ?? '#ffffff'} onChange={event => pad(aspect, event.currentTarget.value)} />
            Colour of the bars
          </label>
        </>
      )}
      {(way === 'own' || way === 'original') && <img src={address} alt="" className={classes.dialogPicture} />}
    </Stack>
  );
}
