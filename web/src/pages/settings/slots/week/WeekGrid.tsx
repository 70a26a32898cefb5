import { ActionIcon } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { Category, Slot } from '../../../../api/planning.ts';
import { firstWeekday } from '../../../calendar/days.ts';
import classes from '../slots.module.css';
import { SlotButton } from './SlotButton.tsx';
import type { Asked } from './SlotDialog.tsx';
import { daysFrom, rowsOf, weekdayWord } from './week.ts';

/** What shows an account's week. */
export interface WeekProps {
  slots: readonly Slot[];
  categories: readonly Category[];
  mayChange: boolean;
  onAsk: (asked: Asked) => void;
}

/** An account's week as a table of days and times. */
export function WeekGrid({ slots, categories, mayChange, onAsk }: WeekProps) {
  const days = daysFrom(firstWeekday());
  return (
    <table className={classes.week}>
      <caption className="unseen">Slots by time and day of the week</caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          {days.map(day => <th key={day} scope="col">{weekdayWord(day)}</th>)}
        </tr>
      </thead>
      <tbody>
        {rowsOf(slots).map(({ time, on }) => (
          <tr key={time}>
            <th scope="row">{time}</th>
            {days.map(day => {
              const slot = on.get(day);
              return (
                <td key={day}>
                  {slot ? (
                    <SlotButton slot={slot} day={day} categories={categories} mayChange={mayChange} onAsk={onAsk} />
                  ) : (
                    mayChange && (
                      <ActionIcon className={classes.add} variant="subtle" color="gray" c="dimmed" w="100%" h={40} onClick={() => onAsk({ kind: 'new', day, time })} aria-label={`New slot on ${weekdayWord(day)} at ${time}`}>
                        <Plus size={16} aria-hidden />
                      </ActionIcon>
                    )
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
