import { Button, FileButton, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { Upload } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import classes from './DropZone.module.css';

/** What the server takes; it looks at the bytes and decides. */
const ACCEPT = 'image/jpeg,image/png,image/gif,image/webp,image/heic,image/heif,image/avif,video/mp4,video/quicktime,video/webm,.heic,.heif,.avif';

interface Props {
  onFiles: (files: readonly File[]) => void;
  children: ReactNode;
}

/** A part of the page on which files can be dropped or pasted anywhere. */
export function DropZone({ onFiles, children }: Props) {
  const [isOver, setIsOver] = useState(false);
  // A drag passes over many elements, and each tells that it was entered and left.
  const depth = useRef(0);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');
  const move = (step: 1 | -1) => (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current += step;
    setIsOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current = 0;
    setIsOver(false);
    if (event.dataTransfer.files.length > 0) onFiles([...event.dataTransfer.files]);
  };
  // Nothing of the page may be focused when somebody pastes.
  useWindowEvent('paste', event => {
    const files = event.clipboardData?.files;
    if (files !== undefined && files.length > 0) onFiles([...files]);
  });
  return (
    <div className={classes.zone} onDragEnter={move(1)} onDragLeave={move(-1)} onDragOver={event => { if (hasFiles(event)) event.preventDefault(); }} onDrop={drop}>
      {children}
      {isOver && (
        <div className={classes.over} aria-hidden>
          <Upload size={40} />
          <Text fw={650}>Drop to upload</Text>
        </div>
      )}
    </div>
  );
}

/** The way to choose files for who does not drag. */
export function UploadButton({ onFiles, variant = 'filled' }: { onFiles: (files: readonly File[]) => void; variant?: string }) {
  return (
    <FileButton onChange={onFiles} accept={ACCEPT} multiple inputProps={{ 'aria-label': 'Pictures and videos to upload', tabIndex: -1 }}>
      {props => <Button {...props} variant={variant} leftSection={<Upload size={16} aria-hidden />}>Upload</Button>}
    </FileButton>
  );
}
