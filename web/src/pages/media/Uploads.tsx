import { ActionIcon, Anchor, Button, Card, Group, Progress, ScrollArea, Stack, Text, VisuallyHidden } from '@mantine/core';
import { CircleCheck, CircleX, RotateCcw, X } from 'lucide-react';
import { bytes } from '../../shared/times.ts';
import { summaryOf, type Upload } from './uploadsReducer.ts';

interface Props {
  uploads: readonly Upload[];
  onOpen: (mediaId: string) => void;
  onAgain: (one: Upload) => void;
  onDrop: (key: string) => void;
  onClear: () => void;
}

/** The files on their way to the library, each with its progress, and with the reason where it was refused. */
export function Uploads({ uploads, onClear, ...on }: Props) {
  const isOver = uploads.every(one => ['done', 'known', 'failed'].includes(one.state));
  return (
    <>
      <VisuallyHidden role="status">{summaryOf(uploads)}</VisuallyHidden>
      {uploads.length > 0 && (
        <Card withBorder padding="sm" mb="md" component="section" aria-label="Uploads">
          <Group justify="space-between" mb="xs">
            <Text fw={600}>Uploads: {summaryOf(uploads)}</Text>
            {isOver && <Button size="compact-sm" variant="subtle" onClick={onClear}>Clear the list</Button>}
          </Group>
          <ScrollArea.Autosize mah={260} viewportProps={{ tabIndex: 0, 'aria-label': 'Uploads' }}>
            <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
              {uploads.map(one => <Line key={one.key} one={one} {...on} />)}
            </Stack>
          </ScrollArea.Autosize>
        </Card>
      )}
    </>
  );
}

const STATES: Record<Upload['state'], string> = { waiting: 'Waits for its turn', sending: 'Sending', reading: 'The server looks at it', done: 'In the library', known: 'The library has it already', failed: 'Not taken' };

function Line({ one, onOpen, onAgain, onDrop }: Omit<Props, 'uploads' | 'onClear'> & { one: Upload }) {
  const isUnder = one.state === 'waiting' || one.state === 'sending' || one.state === 'reading';
  const { mediaId } = one;
  return (
    <li>
      <Group gap="sm" wrap="nowrap" align="flex-start">
        {one.state === 'failed' ? <CircleX size={18} color="var(--state-red)" aria-hidden /> : <CircleCheck size={18} color={isUnder ? 'var(--mantine-color-dimmed)' : 'var(--state-green)'} aria-hidden />}
        <div style={{ flex: 1, minWidth: 0 }}>
          <Text size="sm" truncate dir="auto">{one.file.name}</Text>
          <Text size="xs" c="dimmed">
            {STATES[one.state]}{one.state === 'sending' ? `, ${Math.round(one.share * 100)}% of ${bytes(one.file.size)}` : ''}
            {mediaId !== null && <>{' · '}<Anchor component="button" type="button" size="xs" mih={24} underline="always" onClick={() => onOpen(mediaId)}>Show it</Anchor></>}
          </Text>
          {one.trouble !== null && <Text size="sm" c="var(--state-red)">{one.trouble}</Text>}
          {isUnder && <Progress value={one.state === 'reading' ? 100 : one.share * 100} animated={one.state === 'reading'} size="sm" mt={4} aria-label={`Upload of ${one.file.name}`} />}
        </div>
        {one.state === 'failed' && <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" aria-label={`Try ${one.file.name} again`} onClick={() => onAgain(one)}><RotateCcw size={16} aria-hidden /></ActionIcon>}
        {(isUnder || one.state === 'failed') && <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" aria-label={isUnder ? `Stop the upload of ${one.file.name}` : `Take ${one.file.name} off the list`} onClick={() => onDrop(one.key)}><X size={16} aria-hidden /></ActionIcon>}
      </Group>
    </li>
  );
}
