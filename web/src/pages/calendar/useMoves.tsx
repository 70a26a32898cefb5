import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, call, type Schemas } from '../../api/client.ts';
import { Problem } from '../../api/problem.ts';
import { dateTime } from '../../shared/times.ts';
import type { Entry } from './entries.ts';
import type { Movable } from './moving.ts';
import { postQuery } from './useCalendar.ts';

/** A wish to give something another time. */
export interface Move {
  what: Movable;
  at: Date;
  /** The whole post instead of the one entry, where it goes to several accounts. */
  whole?: boolean;
  force?: boolean;
}

/** What the dialog is about: a time that is asked for, and the refusal of one that was tried. */
export interface Asked {
  what: Movable;
  at?: Date;
  /** Begin with all of its accounts. */
  whole?: boolean;
  refused?: { move: Move; error: unknown };
}

/** Moves what is on the calendar: at once on the screen, back again with the server's reason where it refuses. */
export function useMoves(zone: string) {
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);

  const mutation = useMutation({
    mutationFn: (move: Move) => send(move, () => queries.fetchQuery(postQuery(move.what.postId))),
    onMutate: async move => {
      await queries.cancelQueries({ queryKey: ['calendar'] });
      const before = queries.getQueriesData<Entry[]>({ queryKey: ['calendar'] });
      queries.setQueriesData<Entry[]>({ queryKey: ['calendar'] }, entries => entries?.map(entry => (concerns(move, entry) ? { ...entry, at: move.at.toISOString() } : entry)));
      return { before };
    },
    onError: (error, move, context) => {
      for (const [key, entries] of context?.before ?? []) queries.setQueryData(key, entries?.slice());
      setAsked({ what: move.what, at: move.at, refused: { move, error } });
    },
    onSuccess: (warnings, move) => {
      setAsked(null);
      tellMoved(move, warnings);
    },
    onSettled: () => Promise.all([['calendar'], ['posts'], ['jobs'], ['post'], ['overview'], ['slots']].map(queryKey => queries.invalidateQueries({ queryKey }))),
  });

  const tellMoved = ({ what, at, whole }: Move, warnings: Schemas['FindingResponse'][]) => {
    const id = `moved-${what.jobId ?? what.postId}`;
    // Its accounts may have had different times: then one way back does not lead there.
    const undo = !whole && what.jobId !== null && what.at !== null && Date.parse(what.at) > Date.now() ? new Date(what.at) : null;
    notifications.show({
      id,
      color: 'green',
      autoClose: 8_000,
      title: what.jobId === null ? 'Scheduled' : 'Moved',
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm" c="var(--mantine-color-text)" span>{dateTime(at, zone)}</Text>
          {undo && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                notifications.hide(id);
                mutation.mutate({ what: { ...what, at: at.toISOString() }, at: undo, force: true });
              }}
            >
              Undo
            </Button>
          )}
        </Group>
      ),
      closeButtonProps: { 'aria-label': 'Close' },
    });
    for (const warning of warnings) notifications.show({ color: 'yellow', title: 'Good to know', message: <Text size="sm" c="var(--mantine-color-text)" span>{warning.message}</Text>, autoClose: 12_000, closeButtonProps: { 'aria-label': 'Close' } });
  };

  return {
    asked,
    isMoving: mutation.isPending,
    /** Moves at once. */
    move: (move: Move) => mutation.mutate(move),
    /** Opens the dialog. */
    ask: (what: Movable, at?: Date, whole?: boolean) => setAsked({ what, at, whole }),
    dismiss: () => setAsked(null),
  };
}

export type Moves = ReturnType<typeof useMoves>;

const concerns = (move: Move, entry: Entry): boolean =>
  move.what.jobId !== null && entry.state !== 'published' && (move.whole ? entry.postId === move.what.postId : entry.jobId === move.what.jobId);

/** Tells the server. What goes to one account only is scheduled as a whole, which also says what the author should know.
 * @returns What the author should know. */
async function send({ what, at, whole, force }: Move, readPost: () => Promise<Schemas['PostResponse']>): Promise<Schemas['FindingResponse'][]> {
  if (at.getTime() < Date.now()) throw new Problem(422, { code: 'time_in_past', detail: 'This time has passed. Choose a later one.' });
  if (what.jobId !== null && !whole && (await readPost()).channelIds.length > 1) {
    await call(api.POST('/api/v1/jobs/{jobId}/reschedule', { params: { path: { jobId: what.jobId } }, body: { at: at.toISOString(), force: force ?? false } }));
    return [];
  }
  const post = await call(api.POST('/api/v1/posts/{postId}/schedule', { params: { path: { postId: what.postId } }, body: { at: at.toISOString(), force: force ?? false } }));
  return post.warnings ?? [];
}
