import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import classes from '../transfer.module.css';

/** A place to drop one file. */
export function FileDrop({ onFile, children }: { onFile: (file: File) => void; children: ReactNode }) {
  const [isOver, setIsOver] = useState(false);
  // A drag passes over what lies in it, and each part tells that it was entered and left.
  const depth = useRef(0);
  const move = (step: 1 | -1) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    depth.current += step;
    setIsOver(depth.current > 0);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    depth.current = 0;
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <div className={classes.drop} data-over={isOver || undefined} onDragEnter={move(1)} onDragLeave={move(-1)} onDragOver={event => event.preventDefault()} onDrop={drop}>
      {children}
    </div>
  );
}
