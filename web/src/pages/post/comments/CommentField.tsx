import { Button, Combobox, Group, Stack, Text, Textarea, useCombobox } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../../api/problem.ts';
import { useSession } from '../../../api/session.ts';
import { errorOf } from '../../../shared/fieldErrors.ts';
import { useMembers } from '../queries.ts';
import { candidates, handleOf, typedMention, withMention } from './mentions.ts';

const MOST = 2_000;
const NEAR = 1_800;

interface Props {
  label: string;
  /** On the button. */
  verb: string;
  initial?: string;
  hasFocus?: boolean;
  busy: boolean;
  error: unknown;
  onSend: (text: string, done: () => void) => void;
  onCancel?: () => void;
  children?: ReactNode;
}

/** Where a comment is written. An `@` offers the members of the workspace. */
export function CommentField({ label, verb, initial = '', hasFocus = false, busy, error, onSend, onCancel, children }: Props) {
  const { member } = useSession();
  const people = useMembers().data ?? [];
  const [text, setText] = useState(initial);
  const [caret, setCaret] = useState(0);
  // Where the `@` stands that somebody does not want a list for.
  const [dismissed, setDismissed] = useState<number | null>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const typed = typedMention(text, caret);
  const offered = typed === null || typed.from === dismissed ? [] : candidates(typed.words, people.filter(one => one.id !== member.id));
  const isPicking = offered.length > 0;
  const combobox = useCombobox({ opened: isPicking, onOpenedChange: isOpen => !isOpen && setDismissed(typed?.from ?? null) });
  // The options are there only once they are drawn.
  useEffect(() => {
    if (isPicking) combobox.selectFirstOption();
    else combobox.resetSelectedOption();
  }, [isPicking, typed?.words]);

  const write = (element: HTMLTextAreaElement) => {
    setText(element.value);
    setCaret(element.selectionStart);
  };
  const pick = (id: string) => {
    const person = offered.find(one => one.id === id);
    if (person === undefined || typed === null) return;
    const next = withMention(text, typed.from, caret, handleOf(person, people));
    setText(next.text);
    setCaret(next.caret);
    requestAnimationFrame(() => area.current?.setSelectionRange(next.caret, next.caret));
  };
  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (text.trim() !== '' && !busy) onSend(text, () => setText(''));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
    if (event.key === 'Escape' && !isPicking) onCancel?.();
  };

  return (
    <form onSubmit={send}>
      <Stack gap="xs">
        <Combobox store={combobox} onOptionSubmit={pick} position="bottom-start" width={280} withinPortal={false}>
          <Combobox.Target withKeyboardNavigation={isPicking}>
            <Textarea
              ref={area} label={label} value={text} onChange={event => write(event.currentTarget)} onSelect={event => setCaret(event.currentTarget.selectionStart)} onKeyDown={onKeyDown} onBlur={() => setDismissed(typed?.from ?? null)}
              autosize minRows={2} maxRows={10} maxLength={MOST} dir="auto" autoFocus={hasFocus} placeholder="Write a comment. @ mentions somebody." error={error == null ? undefined : (errorOf(error, 'text') ?? sentenceOf(error))}
            />
          </Combobox.Target>
          <Combobox.Dropdown>
            <Combobox.Options aria-label="Members to mention">
              {offered.map(person => (
                <Combobox.Option key={person.id} value={person.id}>
                  <Text size="sm" fw={600} dir="auto">{person.name}</Text>
                  <Text size="xs" c="inherit">{person.email}</Text>
                </Combobox.Option>
              ))}
            </Combobox.Options>
          </Combobox.Dropdown>
        </Combobox>
        <Group gap="xs" justify="space-between">
          <Text size="xs" c="dimmed" role={text.length > NEAR ? 'status' : undefined}>{text.length > NEAR ? `${(MOST - text.length).toLocaleString()} characters left` : children}</Text>
          <Group gap="xs">
            {onCancel && <Button size="xs" variant="default" onClick={onCancel}>Back</Button>}
            <Button size="xs" type="submit" loading={busy} disabled={text.trim() === ''}>{verb}</Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
