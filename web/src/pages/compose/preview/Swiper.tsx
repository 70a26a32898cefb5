import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import classes from './preview.module.css';

interface Props {
  count: number;
  at: number;
  onGo: (to: number) => void;
  children: ReactNode;
  label: string;
}

/** Several pictures, one at a time: swiped with the arrow keys or the buttons at the sides. */
export function Swiper({ count, at, onGo, children, label }: Props) {
  const go = (by: number) => onGo(Math.min(count - 1, Math.max(0, at + by)));
  const press = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    go(event.key === 'ArrowLeft' ? -1 : 1);
  };
  return (
    <div className={classes.swiper} role="group" aria-roledescription="carousel" aria-label={label} onKeyDown={press}>
      {children}
      {at > 0 && (
        <button type="button" className={classes.swipe} data-side="left" onClick={() => go(-1)} aria-label="The one before">
          <ChevronLeft size={18} aria-hidden />
        </button>
      )}
      {at < count - 1 && (
        <button type="button" className={classes.swipe} data-side="right" onClick={() => go(1)} aria-label="The next one">
          <ChevronRight size={18} aria-hidden />
        </button>
      )}
      <span className="unseen" role="status">
        {at + 1} of {count}
      </span>
    </div>
  );
}
