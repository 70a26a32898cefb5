import { ActionIcon, Anchor, Button, Card, Group, Progress, ScrollArea, Stack, Text, VisuallyHidden } from '@mantine/core';
import { CircleCheck, CircleX, RotateCcw, X } from 'lucide-react';
import { bytes } from '../../shared/times.ts';
import { isOver, summaryOf, type Upload } from '../../shared/uploads/queue.ts';
import type { Uploads as UploadsOfPage } from '../../shared/uploads/useUploads.ts';

interface Props {
  uploads: UploadsOfPage;
  onOpen: (mediaId: string) => void;
}

/** The files on their way to the library, each with its progress, and with the reason where it was refused. */
export function Uploads({ uploads: { list, queue }, onOpen }: Props) {
  return (
    <>
      <VisuallyHidden role="status">{summaryOf(list)}</VisuallyHidden>
      {list.length > 0 && (
        <Card withBorder padding="sm" mb="md" component="section" aria-label="Uploads">
          <Group justify="space-between" mb="xs">
            <Text fw={600}>Uploads: {summaryOf(list)}</Text>
            {list.every(isOver) && <Button size="compact-sm" variant="subtle" onClick={queue.clear}>Clear the list</Button>}
          </Group>
          <ScrollArea.Autosize mah={260} viewportProps={{ tabIndex: 0, 'aria-label': 'Uploads' }}>
            <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
              {list.map(one => <Line key={one.id} one={one} queue={queue} onOpen={onOpen} />)}
            </Stack>
          </ScrollArea.Autosize>
        </Card>
      )}
    </>
  );
}

const STATES: Record<Upload['state'], string> = { waiting: 'Waits for its turn', sending: 'Sending', reading: 'The server looks at it', offline: 'Waits for the connection', done: 'In the library', known: 'The library has it already', failed: 'Not taken' };

function Line({ one, queue, onOpen }: { one: Upload; queue: UploadsOfPage['queue']; onOpen: Props['onOpen'] }) {
  const isUnder = !isOver(one);
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
          {one.problem !== null && <Text size="sm" c="var(--state-red)">{one.problem}</Text>}
          {isUnder && <Progress value={one.state === 'reading' ? 100 : one.share * 100} animated={one.state === 'reading'} size="sm" mt={4} aria-label={`Upload of ${one.file.name}`} />}
        </div>
        {one.state === 'failed' && !one.isRefused && <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" aria-label={`Try ${one.file.name} again`} onClick={() => queue.retry(one.id)}><RotateCcw size={16} aria-hidden /></ActionIcon>}
        {(isUnder || one.state === 'failed') && <ActionIcon variant="subtle" color="gray" c="var(--mantine-color-text)" aria-label={isUnder ? `Stop the upload of ${one.file.name}` : `Take ${one.file.name} off the list`} onClick={() => queue.cancel(one.id)}><X size={16} aria-hidden /></ActionIcon>}
      </Group>
    </li>
  );
}
