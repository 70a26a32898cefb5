import { Anchor, Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { CalendarClock, CalendarPlus, CircleAlert, Send } from 'lucide-react';
import { useState } from 'react';
import { Problem, sentenceOf } from '../../../api/problem.ts';
import { useComposing } from '../context.ts';
import type { Post } from '../draft/draft.ts';
import { Findings } from '../parts/Findings.tsx';
import { Note } from '../../../shared/Note.tsx';
import { isUnderWay, plainly } from '../rules/findings.ts';
import { NetworkList } from './NetworkList.tsx';
import { NextSlotField } from '../slots/NextSlotField.tsx';
import { FEW_TIMES, nextSlotsQuery } from '../slots/nextSlots.ts';
import { NoSlot } from '../slots/NoSlot.tsx';
import { type Step, usePublish } from './usePublish.ts';
import { WhenField, whyNotThen } from './WhenField.tsx';

/** What a person may say yes to all the same. */
const FORCEABLE = ['conflict', 'repeat', 'locked'];

/** How a post gets its time: somebody chooses it, the next free slot has it, or it is now. */
export type Way = 'schedule' | 'slot' | 'now';

const WORDS: Record<Way, string> = { schedule: 'Schedule', slot: 'Take this slot', now: 'Publish now' };
const ICONS = { schedule: CalendarClock, slot: CalendarPlus, now: Send } as const;

interface Props {
  first: Way;
  onClose: () => void;
  onDone: (post: Post, step: Step) => void;
}

/** The last look before a post goes its way: when, where, and what to know. */
export function PublishDialog({ first, onClose, onDone }: Props) {
  const { store, draft, chosen, workspace, findings, state } = useComposing();
  const isPhone = useMediaQuery('(max-width: 48em)');
  const [step, setStep] = useState<Way>(first);
  // A slot was chosen among those of these accounts and this category; of others it is none.
  const slotsOf = [...draft.channelIds, draft.categoryId].join(' ');
  const [slot, setSlot] = useState<{ at: string | null; of: string } | null>(null);
  const slotAt = slot?.of === slotsOf ? slot.at : null;
  const publish = usePublish(store, onDone);
  const isTimed = step === 'schedule';
  // A time that was written down and has passed is in nobody's way where another one is taken.
  const blocking = findings.filter(finding => finding.blocks && !isUnderWay(finding) && (isTimed || finding.field !== 'at'));
  const hints = findings.filter(finding => !finding.blocks);
  const isSlot = step === 'slot';
  const nextSlot = useQuery({ ...nextSlotsQuery(chosen.map(channel => channel.id), draft.categoryId, FEW_TIMES), enabled: isSlot && chosen.length > 0 }).data?.[0];
  const noTime = isSlot ? nextSlot === undefined : isTimed && (draft.at === null || whyNotThen(draft.at, workspace.timeZone) !== null);
  const problem = publish.error instanceof Problem ? publish.error : null;
  const other = problem && typeof problem.more['conflictingPostId'] === 'string' ? problem.more['conflictingPostId'] : null;
  const mayForce = problem !== null && FORCEABLE.includes(problem.code);
  const word = WORDS[step];
  const Icon = ICONS[step];
  // Of slots only the first is taken without naming its time: another one is a time like any.
  const run = (force: boolean) => publish.mutate({ step, at: isSlot ? (slotAt ?? undefined) : undefined, force });
  // The server's findings name their fields; what was said below already is not said again.
  const isSaid = problem !== null && problem.findings.some(one => blocking.some(finding => finding.message === one.message));
  return (
    <Modal opened onClose={onClose} title="Publish" size="lg" fullScreen={isPhone} closeOnClickOutside={!publish.isPending}>
      <Stack gap="md">
        <SegmentedControl
          fullWidth aria-label="When" value={step} onChange={value => {
            setStep(value as Way);
            publish.reset();
          }}
          data={[{ value: 'schedule', label: 'At a time' }, { value: 'slot', label: 'Next free slot' }, { value: 'now', label: 'Now' }]}
        />
        {isTimed ? <WhenField mayClear={false} /> : isSlot ? <NextSlotField value={slotAt} onChange={at => setSlot({ at, of: slotsOf })} /> : <Text size="sm">It goes out as soon as everything is handed over, within seconds for pictures and a few minutes for videos.</Text>}
        <NetworkList />
        {blocking.length > 0 && (
          <div>
            <Text size="sm" fw={600}>
              To mend first
            </Text>
            <Findings findings={blocking} />
          </div>
        )}
        {hints.length > 0 && (
          <div>
            <Text size="sm" fw={600}>
              Good to know
            </Text>
            <Findings findings={hints} />
          </div>
        )}
        {problem?.code === 'no_slot' && <NoSlot />}
        {publish.isError && !isSaid && problem?.code !== 'no_slot' && (
          <Note colour={mayForce ? 'yellow' : 'red'} icon={CircleAlert} role="alert" title={plainly(sentenceOf(publish.error))}>
            {other && (
              <Anchor component={Link} to="/posts/$postId" params={{ postId: other } as never} target="_blank" underline="always" size="sm">
                Look at the other post
              </Anchor>
            )}
          </Note>
        )}
        <Group justify="flex-end" gap="xs">
          {publish.isPending && <Text size="sm" c="dimmed" role="status">{state.problem?.code === 'media_preparing' || publish.failureReason ? 'Media is being made fit…' : 'One moment…'}</Text>}
          <Button variant="default" onClick={onClose} disabled={publish.isPending}>
            Not yet
          </Button>
          {mayForce ? (
            <Button color="yellow" c="black" onClick={() => run(true)} loading={publish.isPending}>
              {word} all the same
            </Button>
          ) : (
            <Button
              leftSection={<Icon size={16} aria-hidden />} loading={publish.isPending}
              disabled={noTime || chosen.length === 0 || blocking.length > 0} onClick={() => run(false)}
            >
              {word}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
