import { CalendarArrowDown, CalendarClock, CalendarX, CheckCheck, type LucideIcon, Move, Stamp, Trash2 } from 'lucide-react';
import type { Schemas } from '../../../api/client.ts';
import type { Right } from '../../../api/session.ts';

/** One of the things that can be done to many posts, as the API names it. */
export type BulkAction = Schemas['BulkAction'];

/** A post as far as it is shown while something is done to many. */
export interface BulkPost {
  id: string;
  title: string;
  mediaId: string | null;
  /** When it is planned now. */
  at: string | null;
}

/** What an action is called, what it needs, and what it asks for. */
export interface ActionWords {
  action: BulkAction;
  /** On its button. */
  label: string;
  icon: LucideIcon;
  needs: Right;
  /** On the button that does it, before "3 posts". */
  verb: string;
  /** Of what was done: "3 posts moved". */
  done: string;
  /** What it does, for the dialog. */
  about: string;
  /** It gives times, so it can meet conflicts, locks and repeats that somebody may overrule. */
  givesTimes?: boolean;
  /** Only where somebody must approve. */
  ofApproval?: boolean;
  isDangerous?: boolean;
}

/** Everything that can be done to many posts, in the order of its buttons. */
export const ACTIONS: readonly ActionWords[] = [
  { action: 'move', label: 'Move by', icon: Move, needs: 'schedule_posts', verb: 'Move', done: 'moved', about: 'Each post moves by the same time from where it is. Moved by days, it keeps its time of day, also where the clocks change.', givesTimes: true },
  { action: 'schedule', label: 'One time', icon: CalendarClock, needs: 'schedule_posts', verb: 'Schedule', done: 'scheduled', about: 'All of them get one time. Posts on the same account would be too close to each other: for those, evenly spaced times are proposed.', givesTimes: true },
  { action: 'next_slot', label: 'Next free slots', icon: CalendarArrowDown, needs: 'schedule_posts', verb: 'Schedule', done: 'scheduled', about: 'Each takes the next free slot of its category, in the order in which they were selected.', givesTimes: true },
  { action: 'unschedule', label: 'Unschedule', icon: CalendarX, needs: 'schedule_posts', verb: 'Unschedule', done: 'unscheduled', about: 'They lose their times and do not go out until they are scheduled again. What is live stays live.' },
  { action: 'submit', label: 'Submit', icon: Stamp, needs: 'edit_posts', verb: 'Submit', done: 'submitted', about: 'Somebody with the right to approve posts looks at each and decides.', ofApproval: true },
  { action: 'approve', label: 'Approve', icon: CheckCheck, needs: 'approve_posts', verb: 'Approve', done: 'approved', about: 'Each is approved exactly as it is now.', ofApproval: true },
  { action: 'delete', label: 'Delete', icon: Trash2, needs: 'edit_posts', verb: 'Delete', done: 'deleted', about: 'They disappear from here and do not go out. What is live stays live at the network. This cannot be undone.', isDangerous: true },
];

/** The actions of somebody with these rights, in a workspace with this policy. */
export const actionsFor = (rights: readonly Right[], policy: Schemas['ApprovalPolicy']): readonly ActionWords[] =>
  ACTIONS.filter(one => rights.includes(one.needs) && (!one.ofApproval || policy !== 'none'));

/** `1 post`, `12 posts`. */
export const countOf = (count: number): string => (count === 1 ? '1 post' : `${count} posts`);
