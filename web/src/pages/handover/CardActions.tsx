import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { AlarmClock, CircleCheck, EllipsisVertical, SkipForward, ThumbsDown, Undo2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '../../api/session.ts';
import { useChange } from '../../shared/useChange.ts';
import { answerCard } from './calls.ts';
import type { Asked } from './dialogs/CardDialog.tsx';
import type { Handover } from './queries.ts';

const CardDialog = lazy(() => import('./dialogs/CardDialog.tsx').then(module => ({ default: module.CardDialog })));

/** How much later; null for the next day at the same time. */
const LATER: readonly (readonly [label: string, minutes: number | null])[] = [['30 minutes', 30], ['2 hours', 120], ['Next day, same time', null]];

interface Props {
  card: Handover;
  /** Such as `@harbour.bakery`. */
  account: string;
  /** What the buttons are about, for who does not see where they stand. */
  about: string;
}

/** What can be said of a card that is open: the same as on the card in the chat, and that it is taken back. */
export function CardActions({ card, account, about }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [mayAnswer, mayReject] = [useMay('schedule_posts'), useMay('approve_posts')];
  const snooze = useChange({
    run: (minutes: number | null) => answerCard(card.id, { answer: 'snooze', minutes }),
    touches: [['handovers'], ['post', card.postId], ['job', card.jobId], ['calendar'], ['events']],
    done: 'Put off. Another card comes in time.',
  });
  if (!mayAnswer) return null;
  return (
    <>
      <Group gap="xs">
        <Button size="sm" leftSection={<CircleCheck size={16} aria-hidden />} onClick={() => setAsked('posted')} aria-label={`It is posted: ${about}`}>
          It is posted
        </Button>
        <Menu position="bottom-start" width={210} withinPortal={false}>
          <Menu.Target>
            <Button size="sm" variant="default" leftSection={<AlarmClock size={16} aria-hidden />} loading={snooze.isPending} aria-label={`Put it off: ${about}`}>
              Put it off
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {LATER.map(([label, minutes]) => (
              <Menu.Item key={label} onClick={() => snooze.mutate(minutes)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Menu position="bottom-end" width={230} withinPortal={false}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={`More to say of it: ${about}`}><EllipsisVertical size={18} aria-hidden /></ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<SkipForward size={16} aria-hidden />} onClick={() => setAsked('skip')}>
              Leave it out…
            </Menu.Item>
            {mayReject && (
              <Menu.Item leftSection={<ThumbsDown size={16} aria-hidden />} onClick={() => setAsked('reject')}>
                Reject the post…
              </Menu.Item>
            )}
            <Menu.Item leftSection={<Undo2 size={16} aria-hidden />} onClick={() => setAsked('withdraw')}>
              Take the card back…
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      {asked !== null && (
        <Suspense>
          <CardDialog card={card} account={account} asked={asked} onClose={() => setAsked(null)} />
        </Suspense>
      )}
    </>
  );
}

/** The one thing that can still be said of a card that is closed. */
export function CardAfterwards({ card, account, about, asks, label }: Props & { asks: Asked; label: string }) {
  const [isOpen, setOpen] = useState(false);
  if (!useMay('schedule_posts')) return null;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpen(true)} aria-label={`${label}: ${about}`}>{label}</Button>
      {isOpen && (
        <Suspense>
          <CardDialog card={card} account={account} asked={asks} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
