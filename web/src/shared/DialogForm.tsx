import { Button, Group, Stack } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import type { FormEvent, ReactNode } from 'react';
import { errorBeside } from './fieldErrors.ts';
import { Note } from './Note.tsx';

interface Props {
  /** What the form does, see `useChange`. */
  change: { error: Error | null; isPending: boolean; mutate: () => void };
  /** The names, in the API, of what its fields show; a refusal that names none of them is told above. */
  fields: readonly string[];
  /** On the button that sends it. */
  verb: string;
  /** Whether enough is filled in. */
  isReady: boolean;
  /** Also after the answer, where the page is being left. */
  isLeaving?: boolean;
  /** The server judges what is written, and not the browser. */
  noValidate?: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** The form of a dialog that makes or changes one thing: its fields, what was refused, and the two ways out. */
export function DialogForm({ change, fields, verb, isReady, isLeaving = false, noValidate = false, onClose, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  const beside = errorBeside(change.error, fields);
  return (
    <form onSubmit={submit} noValidate={noValidate}>
      <Stack gap="md">
        {beside !== undefined && <Note colour="red" icon={CircleAlert} role="alert">{beside}</Note>}
        {children}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>Not now</Button>
          <Button type="submit" loading={change.isPending || isLeaving} disabled={!isReady}>{verb}</Button>
        </Group>
      </Stack>
    </form>
  );
}
