import { Button, Checkbox, Code, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { CopyButton } from './CopyButton.tsx';

interface Props {
  title: string;
  /** What it is for, and that it is shown this once. */
  children: ReactNode;
  /** The secret or link; null while there is none to show. */
  text: string | null;
  /** Further ways to keep it, such as a download. */
  more?: ReactNode;
  onClose: () => void;
}

/** Something that the server shows once. Neither Escape nor a click beside it closes it: only who says that it is kept. */
export function KeepSafe({ title, text, ...rest }: Props) {
  return (
    <Modal opened={text !== null} onClose={() => undefined} title={title} closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false} size="lg">
      {text !== null && <Kept text={text} {...rest} />}
    </Modal>
  );
}

function Kept({ children, text, more, onClose }: Omit<Props, 'title' | 'text'> & { text: string }) {
  const [isKept, setIsKept] = useState(false);
  return (
    <Stack gap="md">
      <Text size="sm" component="div">{children}</Text>
      <Code block tabIndex={0} style={{ wordBreak: 'break-all', whiteSpace: 'pre-wrap', fontSize: 'var(--mantine-font-size-sm)' }}>{text}</Code>
      <Group gap="xs">
        <CopyButton text={text} data-autofocus />
        {more}
      </Group>
      <Group justify="space-between" gap="sm">
        <Checkbox label="I have kept it" checked={isKept} onChange={event => setIsKept(event.currentTarget.checked)} />
        <Button disabled={!isKept} onClick={onClose}>Close</Button>
      </Group>
    </Stack>
  );
}
