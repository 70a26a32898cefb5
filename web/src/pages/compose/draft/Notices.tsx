import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { History, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '../../../api/session.ts';
import { dateTime, viewerZone } from '../../../shared/times.ts';
import { useComposing } from '../context.ts';
import { Note } from '../../../shared/Note.tsx';

/** Says that a draft came out of this browser's keeping, with a way to throw it away. */
export function RestoredNotice({ onDiscard, discardWord, more }: { onDiscard: () => () => void; discardWord: string; more?: ReactNode }) {
  const { state, store } = useComposing();
  if (state.restoredFrom === null) return null;
  const discard = () => {
    const undo = onDiscard();
    const id = notifications.show({
      autoClose: 15_000,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">It is discarded.</Text>
          <Button
            size="compact-sm" variant="default"
            onClick={() => {
              undo();
              notifications.hide(id);
            }}
          >
            Bring it back
          </Button>
        </Group>
      ),
    });
  };
  return (
    <Note colour="blue" icon={History} role="status" title={`Restored: what you wrote until ${dateTime(state.restoredFrom, viewerZone())}`}>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={store.dismissRestored}>
          Go on with it
        </Button>
        <Button size="xs" variant="default" onClick={discard}>
          {discardWord}
        </Button>
        {more}
      </Group>
    </Note>
  );
}

/** Says that somebody else changed the post meanwhile, and asks whose version stays. */
export function ClashNotice({ onTakeTheirs }: { onTakeTheirs: () => void }) {
  const { state, store } = useComposing();
  const { member } = useSession();
  if (state.clash === null) return null;
  const { theirs } = state.clash;
  const who = theirs.changedBy === member.email ? 'You (elsewhere)' : theirs.changedBy;
  return (
    <Note colour="orange" icon={UsersRound} role="alert" title={`${who} changed this post at ${dateTime(theirs.updatedAt, viewerZone())}`}>
      <Text size="sm" mb="xs">
        What you wrote here is kept in this browser and was not saved over it. Choose which version stays.
      </Text>
      <Group gap="xs">
        <Button size="xs" onClick={onTakeTheirs}>
          Load that version
        </Button>
        <Button size="xs" variant="default" onClick={() => void store.keepMine()}>
          Keep mine
        </Button>
      </Group>
    </Note>
  );
}
