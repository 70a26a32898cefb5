import type { ReactNode } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { dateTime, viewerZone } from '../../../shared/times.ts';
import { looksAgain, type JobAction } from '../rules/jobRules.ts';
import { useAccountName } from '../useNames.ts';
import { Ask } from './Ask.tsx';
import { cancelJob, publishJobNow, rescheduleJob, retryJob, takeDownJob } from './changes.ts';
import { handOverJob } from '../../handover/calls.ts';
import { HandOverWords } from '../../handover/HandOverWords.tsx';
import { ResolveDialog } from './ResolveDialog.tsx';
import { TimeDialog } from './TimeDialog.tsx';

interface Props {
  job: Schemas['JobResponse'];
  /** Which question is asked; null for none. */
  action: JobAction | null;
  onClose: () => void;
  /** The post goes out here alone: then its own time is changed, with the checks that has. */
  isOnlyOne: boolean;
}

/** The dialog of an action on one job. */
export function JobDialog({ job, action, onClose, isOnlyOne }: Props) {
  const account = useAccountName()(job.channelId);
  if (action === 'resolve') return <ResolveDialog job={job} account={account} onClose={onClose} />;
  if (action === 'reschedule') {
    return <TimeDialog isOpen onClose={onClose} postId={job.postId} at={job.dueAt} change={isOnlyOne ? undefined : wanted => rescheduleJob(job.id, wanted)} />;
  }
  const question = action === null ? null : questionOf(job, action, account);
  if (question === null) return null;
  return (
    <Ask isOpen onClose={onClose} postId={job.postId} title={question.title} label={question.label} isDangerous={question.isDangerous} change={question.change} said={() => question.said}>
      {question.text}
    </Ask>
  );
}

interface Question {
  title: string;
  text: ReactNode;
  label: string;
  isDangerous?: boolean;
  change: () => Promise<unknown>;
  said: string;
}

function questionOf(job: Schemas['JobResponse'], action: JobAction, account: string): Question | null {
  switch (action) {
    case 'retry':
      return looksAgain(job)
        ? { title: 'Check again', text: `Everything is checked again now. If nothing is found any more, it goes out ${dateTime(job.dueAt, viewerZone())} as planned.`, label: 'Check again', change: () => retryJob(job.id), said: 'It is being checked again.' }
        : { title: 'Try again now', text: `It is published on ${account} now, with a new round of ${job.maxAttempts} attempts. What is live already is not sent a second time.`, label: 'Try again now', change: () => retryJob(job.id), said: 'It is being tried again.' };
    case 'publish-now':
      return { title: 'Publish now', text: `It goes out on ${account} now instead of ${dateTime(job.dueAt, viewerZone())}.`, label: 'Publish now', change: () => publishJobNow(job.id), said: 'It is going out.' };
    case 'hand-over':
      return { title: 'Hand it over to a person', text: <HandOverWords account={account} />, label: 'Hand it over', change: () => handOverJob(job.id), said: 'It is with a person now.' };
    case 'cancel':
      return {
        title: 'Cancel it here',
        text: `It does not go out on ${account}. The post stays, and can be scheduled again.`,
        label: 'Cancel it',
        isDangerous: true,
        change: () => cancelJob(job.id),
        said: 'It is cancelled.',
      };
    case 'take-down':
      return {
        title: 'Take it down',
        text: `It is deleted on ${account}, with its likes and comments. That cannot be undone, and this post is never published there again.`,
        label: 'Take it down',
        isDangerous: true,
        change: () => takeDownJob(job.id),
        said: 'It is taken down.',
      };
    default:
      return null;
  }
}
