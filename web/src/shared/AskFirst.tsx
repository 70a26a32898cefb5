import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { sentenceOf } from '../api/problem.ts';
import { Note } from './Note.tsx';

interface Props {
  opened: boolean;
  title: string;
  /** What it does, and what stays. */
  children: ReactNode;
  /** The button's words: the deed itself, never "OK". */
  verb: string;
  /** What has to be typed first, for what cannot be taken back. */
  typed?: string;
  danger?: boolean;
  busy: boolean;
  error: unknown;
  /** Where the refusal leads, such as to the post in the way. */
  errorMore?: ReactNode;
  onYes: () => void;
  onClose: () => void;
}

/** Asks before something that is hard to take back. The refusal, if there is one, is shown in the dialog. */
export function AskFirst({ opened, onClose, title, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="md">
      <Question onClose={onClose} {...rest} />
    </Modal>
  );
}

function Question({ children, verb, typed, danger = true, busy, error, errorMore, onYes, onClose }: Omit<Props, 'opened' | 'title'>) {
  const [text, setText] = useState('');
  const isReady = typed === undefined || text.trim() === typed;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !busy) onYes();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <div>{children}</div>
        {typed !== undefined && (
          <TextInput
            label={<>Type <Text span fw={700} dir="auto">{typed}</Text> to confirm</>}
            value={text}
            onChange={event => setText(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
        )}
        {error != null && <Note colour="red" icon={CircleAlert} role="alert">{sentenceOf(error)} {errorMore}</Note>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>Keep it as it is</Button>
          <Button type="submit" color={danger ? 'red.8' : undefined} loading={busy} disabled={!isReady}>{verb}</Button>
        </Group>
      </Stack>
    </form>
  );
}
