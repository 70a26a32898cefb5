import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import classes from '../compose.module.css';
import { type Frame, MAX_ZOOM, moved, regionOf, stepOf } from '../rules/crop.ts';

interface Props {
  address: string;
  /** The picture's width by its height. */
  ratio: number;
  shape: number;
  frame: Frame;
  onChange: (frame: Frame) => void;
}

const percent = (share: number) => `${share * 100}%`;

/** A picture with a frame on it that is dragged, or moved by keyboard; + and - draw it in and out. */
export function CropFrame({ address, ratio, shape, frame, onChange }: Props) {
  const board = useRef<HTMLDivElement>(null);
  const last = useRef<{ x: number; y: number } | null>(null);
  const part = regionOf(frame, ratio, shape);

  const drag = (event: PointerEvent) => {
    if (last.current === null || board.current === null) return;
    const size = board.current.getBoundingClientRect();
    onChange(moved(frame, (event.clientX - last.current.x) / size.width, (event.clientY - last.current.y) / size.height, ratio, shape));
    last.current = { x: event.clientX, y: event.clientY };
  };
  const press = (event: KeyboardEvent) => {
    const step = stepOf(event.key, event.shiftKey);
    const zoom = event.key === '+' || event.key === '=' ? 0.1 : event.key === '-' ? -0.1 : 0;
    if (step === null && zoom === 0) return;
    event.preventDefault();
    onChange(step ? moved(frame, step.dx, step.dy, ratio, shape) : { ...frame, zoom: Math.min(MAX_ZOOM, Math.max(1, frame.zoom + zoom)) });
  };
  return (
    <div ref={board} className={classes.cropBoard} style={{ aspectRatio: ratio, maxWidth: `${50 * ratio}dvh` }}>
      <img src={address} alt="" draggable={false} />
      <div
        className={classes.cropFrame} style={{ left: percent(part.x), top: percent(part.y), width: percent(part.width), height: percent(part.height) }} tabIndex={0} role="application"
        aria-label={`Frame of the part to keep. Its upper left corner is ${Math.round(part.x * 100)} % from the left and ${Math.round(part.y * 100)} % from the top. Arrow keys move it, plus and minus change its size.`}
        onKeyDown={press}
        onPointerDown={event => {
          event.currentTarget.setPointerCapture(event.pointerId);
          last.current = { x: event.clientX, y: event.clientY };
        }}
        onPointerMove={drag}
        onPointerUp={() => (last.current = null)}
        onPointerCancel={() => (last.current = null)}
      />
    </div>
  );
}
