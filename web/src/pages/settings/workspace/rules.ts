import type { Schemas } from '../../../api/client.ts';

type Workspace = Schemas['WorkspaceResponse'];

/** One way a rule can be set, with a sentence of what it does. */
export interface Choice<T extends string> {
  value: T;
  word: string;
  means: string;
}

/** What becomes of a post whose time passed. */
export const LATE: readonly Choice<NonNullable<Workspace['latePolicy']>>[] = [
  { value: 'publish', word: 'Publish it late', means: 'It goes out as soon as it can, up to the limit below. After that somebody is asked.' },
  { value: 'ask', word: 'Ask somebody', means: 'A post that could not go out within a minute of its time waits for a person.' },
  { value: 'skip', word: 'Leave it out', means: 'A post that could not go out within a minute of its time is closed.' },
];

/** Who must have said yes before a post may be scheduled. */
export const APPROVAL: readonly Choice<Workspace['approvalPolicy']>[] = [
  { value: 'none', word: 'Nobody', means: 'Who schedules a post approves it with that.' },
  { value: 'one', word: 'Somebody', means: 'Someone with the right to approve must say yes first. That may be the author.' },
  { value: 'not_the_author', word: 'Somebody else', means: 'Someone with the right to approve must say yes first, and not who wrote it.' },
];

/** What becomes of a caption that is too long. */
export const CAPTION: readonly Choice<Workspace['captionPolicy']>[] = [
  { value: 'reject', word: 'Refuse it', means: 'The post cannot be scheduled until its caption fits.' },
  { value: 'truncate', word: 'Cut it', means: 'What a network does not take is cut off there, and a warning says so.' },
];

/** What becomes of media that does not fit. */
export const MEDIA: readonly Choice<NonNullable<Workspace['mediaPolicy']>>[] = [
  { value: 'scale', word: 'Scale and convert', means: 'Size and format are made fit. A shape that a network does not take is refused.' },
  { value: 'pad', word: 'Add bars', means: 'The whole picture stays, with bars up to the nearest shape.' },
  { value: 'crop', word: 'Crop', means: 'What lies outside the nearest shape is cut off.' },
  { value: 'original', word: 'Send as it is', means: 'Nothing is made fit. What a network does not take is refused.' },
];

/** What of a workspace can be changed, as the form holds it. */
export type Rules = Pick<Workspace, 'name' | 'timeZone' | 'latePolicy' | 'lateMinutes' | 'captionPolicy' | 'mediaPolicy' | 'approvalPolicy' | 'repeatDays'>;

const NAMES = ['name', 'timeZone', 'latePolicy', 'lateMinutes', 'captionPolicy', 'mediaPolicy', 'approvalPolicy', 'repeatDays'] as const;

/** The names of the fields, as the server names them where one is at fault. */
export const RULE_FIELDS: readonly string[] = NAMES;

/** What a form begins with. */
export const rulesOf = (workspace: Workspace): Rules => Object.fromEntries(NAMES.map(name => [name, workspace[name]])) as unknown as Rules;

/** What was changed in the form, and nothing else: what somebody else changed meanwhile stays. */
export function changedRules(before: Rules, after: Rules): Partial<Rules> {
  return Object.fromEntries(NAMES.filter(name => before[name] !== after[name]).map(name => [name, after[name]])) as Partial<Rules>;
}
