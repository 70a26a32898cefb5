import type { Category, Slot } from '../../../../api/planning.ts';
import { CategoryDot } from '../../../../shared/CategoryMark.tsx';
import classes from '../slots.module.css';
import type { Asked } from './SlotDialog.tsx';
import { type Weekday, weekdayWord } from './week.ts';

interface Props {
  slot: Slot;
  day: Weekday;
  categories: readonly Category[];
  mayChange: boolean;
  /** Else its time stands beside it. */
  showsTime?: boolean;
  onAsk: (asked: Asked) => void;
}

/** A slot on one of its days: which posts it takes, and the way to change it. */
export function SlotButton({ slot, day, categories, mayChange, showsTime = false, onAsk }: Props) {
  const category = categories.find(one => one.id === slot.categoryId);
  const words = category?.name ?? 'Any post';
  const content = (
    <>
      {showsTime && <b className={classes.slotTime}>{slot.time}</b>}{' '}
      {category && <CategoryDot colour={category.colour} />}
      <bdi className={classes.slotName}>{words}</bdi>
    </>
  );
  if (!mayChange) return <div className={classes.slot}>{content}</div>;
  return (
    <button type="button" className={classes.slot} data-any={category === undefined || undefined} onClick={() => onAsk({ kind: 'change', slot })} aria-label={showsTime ? `${slot.time} ${words}, ${weekdayWord(day)}. Change it` : `${words}, ${weekdayWord(day)} ${slot.time}. Change it`} aria-haspopup="dialog">
      {content}
    </button>
  );
}
