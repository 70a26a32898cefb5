import { ActionIcon, Button, Progress, Text } from '@mantine/core';
import { CloudOff, RotateCw, X } from 'lucide-react';
import { bytes } from '../../../shared/times.ts';
import classes from '../compose.module.css';
import type { Upload } from '../../../shared/uploads/queue.ts';
import type { Uploads } from '../../../shared/uploads/useUploads.ts';

const WORDS: Record<Upload['state'], string> = { waiting: 'Waits its turn', sending: 'Uploading', reading: 'Being read', offline: 'Waits for the connection', done: 'In the library', known: 'In the library', failed: 'Not taken' };

/** Files on their way: how far each is, with a way to stop it or to try again. */
export function UploadTiles({ uploads }: { uploads: Uploads }) {
  const { list, queue } = uploads;
  return (
    <>
      {list.map(upload => (
        <div key={upload.id} className={classes.upload} data-state={upload.state} role="group" aria-label={upload.file.name}>
          <Text size="xs" fw={600} truncate dir="auto" title={upload.file.name}>
            {upload.file.name}
          </Text>
          <Text size="xs" c={upload.state === 'failed' ? 'var(--state-red)' : 'dimmed'} role={upload.state === 'failed' ? 'alert' : undefined} className={classes.uploadWords}>
            {upload.state === 'offline' && <CloudOff size={13} aria-hidden />} {upload.problem ?? `${WORDS[upload.state]}, ${upload.state === 'sending' ? `${Math.round(upload.share * 100)} % of ` : ''}${bytes(upload.file.size)}`}
          </Text>
          {upload.state !== 'failed' && (
            <Progress value={upload.state === 'reading' ? 100 : upload.share * 100} animated={upload.state === 'reading'} size="sm" aria-label={`Upload of ${upload.file.name}`} />
          )}
          <div className={classes.uploadActions}>
            {upload.state === 'failed' && !upload.isRefused && (
              <Button size="compact-xs" variant="default" leftSection={<RotateCw size={13} aria-hidden />} onClick={() => queue.retry(upload.id)}>
                Try again
              </Button>
            )}
            <ActionIcon size="sm" variant="default" onClick={() => queue.cancel(upload.id)} aria-label={`${upload.state === 'failed' ? 'Dismiss' : 'Cancel the upload of'} ${upload.file.name}`}>
              <X size={14} aria-hidden />
            </ActionIcon>
          </div>
        </div>
      ))}
    </>
  );
}
