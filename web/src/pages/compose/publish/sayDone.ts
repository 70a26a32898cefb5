import { say } from '../../../shared/say.ts';
import { dateTime } from '../../../shared/times.ts';
import type { Post } from '../draft/draft.ts';
import type { Step } from './usePublish.ts';

/** Says what came of it, and what the server thinks should be known. */
export function sayDone(post: Post, step: Step, zone: string): void {
  const title = {
    save: 'Saved',
    submit: 'Submitted. Somebody must approve it now.',
    schedule: post.at ? `Scheduled for ${dateTime(post.at, zone)}` : 'Scheduled',
    slot: post.at ? `Scheduled in the free slot at ${dateTime(post.at, zone)}` : 'Scheduled',
    now: 'On its way',
  }[step];
  const warnings = (post.warnings ?? []).filter(warning => !['media_preparing', 'approval_needed'].includes(warning.code)).map(warning => warning.message);
  const ended = (post.warnings ?? []).find(warning => warning.code === 'approval_needed' && step === 'save')?.message;
  say(title, [...(ended ? [ended] : []), ...warnings].join(' '));
}
