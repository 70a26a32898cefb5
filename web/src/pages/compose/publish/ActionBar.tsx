import { ActionIcon, Button, Group, Popover, Stack, Text } from '@mantine/core';
import { CalendarClock, CalendarPlus, ChevronUp, CircleAlert, Hourglass, Save, Send } from 'lucide-react';
import { useState } from 'react';
import { Problem, sentenceOf } from '../../../api/problem.ts';
import { useMay } from '../../../api/session.ts';
import classes from '../compose.module.css';
import { useComposing } from '../context.ts';
import { isBlank, type Post } from '../draft/draft.ts';
import { ClashNotice } from '../draft/Notices.tsx';
import { SaveWords } from '../draft/SaveWords.tsx';
import { Note } from '../../../shared/Note.tsx';
import { plainly } from '../rules/findings.ts';
import { PublishDialog, type Way } from './PublishDialog.tsx';
import { ReadinessPill } from './ReadinessPill.tsx';
import { type Step, usePublish } from './usePublish.ts';

/** What can be done with the post; it stays in sight. */
export function ActionBar({ onDone, onTakeTheirs, isReady }: { onDone: (post: Post, step: Step) => void; onTakeTheirs: () => void; isReady: boolean }) {
  const { store, state, draft, workspace, uploads } = useComposing();
  const maySchedule = useMay('schedule_posts');
  const [dialog, setDialog] = useState<Way | null>(null);
  const [isMoreOpen, setMoreOpen] = useState(false);
  const publish = usePublish(store, onDone);
  const isDirty = store.isDirty();
  const isNew = state.base === null;
  const approval = state.post?.approval ?? 'draft';
  const isSigned = approval === 'approved' && !isDirty;
  const needsApproval = workspace.approvalPolicy !== 'none' && !isSigned;
  const isOnItsWay = (state.post?.jobs ?? []).some(job => ['scheduled', 'preparing', 'ready', 'publishing', 'needs_attention'].includes(job.state));
  const nothing = isBlank(draft);
  const isBusy = uploads.list.some(upload => upload.state !== 'failed');
  const problem = publish.error instanceof Problem ? publish.error : null;
  const run = (step: Step, force = false) => publish.mutate({ step, force });
  const isPendingNow = approval === 'pending' && !isDirty;

  const save = isOnItsWay || approval === 'approved' || approval === 'pending' ? (
    <Button variant={isOnItsWay ? 'filled' : 'default'} leftSection={<Save size={16} aria-hidden />} disabled={!isDirty} loading={publish.isPending && publish.variables.step === 'save'} onClick={() => run('save')}>
      Save changes
    </Button>
  ) : (
    <Button variant="default" leftSection={<Save size={16} aria-hidden />} disabled={nothing && isNew} loading={publish.isPending && publish.variables.step === 'save'} onClick={() => run('save')}>
      Save draft
    </Button>
  );
  const submit = (
    <Button leftSection={<Hourglass size={16} aria-hidden />} disabled={nothing || isPendingNow || isBusy} loading={publish.isPending && publish.variables.step === 'submit'} onClick={() => run('submit')}>
      {isPendingNow ? 'Waits for approval' : 'Submit for approval'}
    </Button>
  );
  return (
    <>
      <div className={classes.bar}>
        <ClashNotice onTakeTheirs={onTakeTheirs} />
        {publish.isError && problem?.status !== 412 && (
          <Note colour="red" icon={CircleAlert} role="alert" onDismiss={publish.reset} title={plainly(sentenceOf(publish.error))}>
            {problem?.code === 'repeat' && <Button size="xs" variant="default" onClick={() => run(publish.variables?.step ?? 'save', true)}>Save all the same</Button>}
          </Note>
        )}
        <div className={classes.barRow}>
          <SaveWords />
          <ReadinessPill isReady={isReady} />
          <Group gap="xs" className={classes.barActions}>
            {isBusy && <Text size="sm" c="dimmed">Uploading…</Text>}
            {save}
            {needsApproval ? submit : maySchedule ? (
              <Button.Group>
                <Button leftSection={<CalendarClock size={16} aria-hidden />} disabled={nothing || isBusy} variant={isOnItsWay ? 'default' : 'filled'} onClick={() => setDialog('schedule')}>
                  {isOnItsWay ? 'Change time…' : 'Schedule…'}
                </Button>
                <Popover opened={isMoreOpen} onChange={setMoreOpen} position="top-end" shadow="md" trapFocus returnFocus>
                  <Popover.Target>
                    <ActionIcon size={36} disabled={nothing || isBusy} variant={isOnItsWay ? 'default' : 'filled'} className={classes.barMore} aria-label="Other ways" onClick={() => setMoreOpen(!isMoreOpen)}>
                      <ChevronUp size={16} aria-hidden />
                    </ActionIcon>
                  </Popover.Target>
                  <Popover.Dropdown p={6} aria-label="Other ways">
                    <Stack gap={2}>
                      <Button variant="subtle" color="gray" c="var(--mantine-color-text)" justify="flex-start" leftSection={<CalendarPlus size={16} aria-hidden />} onClick={() => (setMoreOpen(false), setDialog('slot'))}>
                        Next free slot…
                      </Button>
                      <Button variant="subtle" color="gray" c="var(--mantine-color-text)" justify="flex-start" leftSection={<Send size={16} aria-hidden />} onClick={() => (setMoreOpen(false), setDialog('now'))}>
                        Publish now…
                      </Button>
                      {!isOnItsWay && approval !== 'approved' && (
                        <Button variant="subtle" color="gray" c="var(--mantine-color-text)" justify="flex-start" leftSection={<Hourglass size={16} aria-hidden />} disabled={isPendingNow} onClick={() => (setMoreOpen(false), run('submit'))}>
                          Submit for approval
                        </Button>
                      )}
                    </Stack>
                  </Popover.Dropdown>
                </Popover>
              </Button.Group>
            ) : null}
          </Group>
        </div>
      </div>
      {dialog !== null && <PublishDialog first={dialog} onClose={() => setDialog(null)} onDone={onDone} />}
    </>
  );
}
