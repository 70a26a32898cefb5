import { ArrowRight, Minus, Plus } from 'lucide-react';
import { Thumb } from '../parts/Thumb.tsx';
import classes from './changes.module.css';

/** The items before and after: what is gone and what is new is marked. */
export function MediaDiff({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  return (
    <div className={classes.media}>
      <Row label="Before" ids={before} others={after} mark="gone" />
      <ArrowRight size={18} aria-hidden className={classes.arrow} />
      <Row label="Now" ids={after} others={before} mark="new" />
    </div>
  );
}

function Row({ label, ids, others, mark }: { label: string; ids: readonly string[]; others: readonly string[]; mark: 'gone' | 'new' }) {
  const Sign = mark === 'gone' ? Minus : Plus;
  return (
    <div role="group" aria-label={label} className={classes.row}>
      {ids.length === 0 && <span className={classes.none}>none</span>}
      {ids.map((id, position) => {
        const isMarked = !others.includes(id);
        return (
          <span key={`${id}${position}`} className={classes.item} data-mark={isMarked ? mark : undefined}>
            <Thumb mediaId={id} size={64} alt={`Item ${position + 1}${isMarked ? (mark === 'gone' ? ', taken out' : ', new') : ''}`} />
            {isMarked && <span className={`${classes.sign} state-${mark === 'gone' ? 'red' : 'green'}`}><Sign size={14} aria-hidden /></span>}
          </span>
        );
      })}
    </div>
  );
}
