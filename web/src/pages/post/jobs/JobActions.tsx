import { Button, Group } from '@mantine/core';
import { CalendarClock, CircleHelp, CircleX, Hand, type LucideIcon, RefreshCw, Send, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/session.ts';
import { JobDialog } from '../dialogs/JobDialog.tsx';
import { actionsOf, isMendedElsewhere, type JobAction, looksAgain } from '../rules/jobRules.ts';

const LABELS: Record<JobAction, [string, LucideIcon]> = {
  resolve: ['Say whether it is live', CircleHelp],
  retry: ['Try again', RefreshCw],
  'publish-now': ['Publish now', Send],
  reschedule: ['Change the time', CalendarClock],
  'hand-over': ['Hand over to a person', Hand],
  cancel: ['Cancel', CircleX],
  'take-down': ['Take down', Trash2],
};

interface Props {
  job: Schemas['JobResponse'];
  isOnlyOne: boolean;
  /** Only the first so many; all of them where this is left out. */
  most?: number;
  /** What the buttons are about, for who does not see where they stand. */
  about?: string;
}

/** What can be done with a job now, as buttons. What somebody may not do is not there. */
export function JobActions({ job, isOnlyOne, most, about }: Props) {
  const [asked, setAsked] = useState<JobAction | null>(null);
  const maySchedule = useMay('schedule_posts');
  const mayTakeDown = useMay('take_down_posts');
  const actions = actionsOf(job)
    .filter(action => (action === 'take-down' ? mayTakeDown : maySchedule))
    .slice(0, most);
  // Where something must be mended first, trying again is not the first thing to do.
  const isUrgent = (job.state === 'needs_attention' || job.state === 'failed') && !isMendedElsewhere(job.lastError?.kind);

  if (actions.length === 0 && asked === null) return null;
  return (
    <>
      <Group gap="xs">
        {actions.map((action, position) => {
          const [label, Icon] = LABELS[action];
          const word = action === 'retry' && looksAgain(job) ? 'Check again' : label;
          return (
            <Button key={action} size="xs" variant={isUrgent && position === 0 ? 'filled' : 'default'} leftSection={<Icon size={14} aria-hidden />} onClick={() => setAsked(action)} aria-label={about ? `${word}: ${about}` : undefined}>
              {word}
            </Button>
          );
        })}
      </Group>
      <JobDialog job={job} action={asked} onClose={() => setAsked(null)} isOnlyOne={isOnlyOne} />
    </>
  );
}
