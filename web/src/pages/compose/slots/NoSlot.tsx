import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CalendarX } from 'lucide-react';
import { slotsQuery, useCategories } from '../../../api/planning.ts';
import { useMay } from '../../../api/session.ts';
import { Note } from '../../../shared/Note.tsx';
import { useComposing } from '../context.ts';
import { whyNoSlot } from './nextSlots.ts';

/** Says why there is no free slot, and leads to where slots are made. */
export function NoSlot() {
  const { draft, chosen } = useComposing();
  const slots = useQuery(slotsQuery).data;
  const category = useCategories().data?.find(one => one.id === draft.categoryId) ?? null;
  const maySchedule = useMay('schedule_posts');
  return (
    <Note colour="yellow" icon={CalendarX} role="status" title={slots ? whyNoSlot(slots, chosen, category) : 'There is no free slot.'}>
      {maySchedule ? <>Choose a time yourself, or <SlotsLink>add slots in the settings</SlotsLink>.</> : <>Choose a time yourself, or ask somebody who schedules posts to add slots.</>}
    </Note>
  );
}

/** The way to the slots, in a tab of its own: what is written stays open. */
export function SlotsLink({ children }: { children: string }) {
  return <Anchor component={Link} to="/settings/$tab" params={{ tab: 'slots' } as never} target="_blank" underline="always" inherit>{children}</Anchor>;
}
