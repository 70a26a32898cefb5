import { ActionIcon, Group, Text, Title } from '@mantine/core';
import { Plus } from 'lucide-react';
import { firstWeekday } from '../../../calendar/days.ts';
import classes from '../slots.module.css';
import { SlotButton } from './SlotButton.tsx';
import { daysFrom, weekdayWord } from './week.ts';
import type { WeekProps } from './WeekGrid.tsx';

/** An account's week as a list of days, where a table has no room. */
export function WeekList({ slots, categories, mayChange, onAsk }: WeekProps) {
  return (
    <>
      {daysFrom(firstWeekday()).map(day => {
        const own = slots.filter(slot => slot.weekdays.includes(day)).sort((one, other) => one.time.localeCompare(other.time));
        return (
          <section key={day} className={classes.day} aria-labelledby={`day-${day}`}>
            <Group justify="space-between" wrap="nowrap">
              <Title order={3} size="h5" id={`day-${day}`}>{weekdayWord(day)}</Title>
              {mayChange && (
                <ActionIcon variant="subtle" color="gray" c="dimmed" size={36} onClick={() => onAsk({ kind: 'new', day })} aria-label={`New slot on ${weekdayWord(day)}`}>
                  <Plus size={18} aria-hidden />
                </ActionIcon>
              )}
            </Group>
            {own.length === 0 ? (
              <Text size="sm" c="dimmed">Nothing</Text>
            ) : (
              <ul className={classes.daySlots}>
                {own.map(slot => (
                  <li key={slot.id}><SlotButton slot={slot} day={day} categories={categories} mayChange={mayChange} showsTime onAsk={onAsk} /></li>
                ))}
              </ul>
            )}
          </section>
        );
      })}
    </>
  );
}
