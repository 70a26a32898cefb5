import { Text } from '@mantine/core';
import { useState } from 'react';
import { addressOf, type Schemas } from '../../../api/client.ts';
import { bytes } from '../../../shared/times.ts';
import { TextDiff } from '../changes/ChangeList.tsx';
import content from '../content/content.module.css';
import { Extras } from '../content/Extras.tsx';
import { LongText } from '../parts/LongText.tsx';
import { Thumb } from '../parts/Thumb.tsx';
import classes from './sent.module.css';

type Content = Schemas['SentContentResponse'];
type File = Schemas['SentFileResponse'];

/** Text, files and options as a network gets them.
 * @param before What it is held beside; words that differ from it are marked. */
export function SentContent({ content: shown, before = null }: { content: Content; before?: Content | null }) {
  const files = [...shown.media, ...(shown.cover === null ? [] : [shown.cover])];
  // Its own part has the first comment.
  const options = { ...shown.options, firstComment: null };
  return (
    <div className={classes.content}>
      {files.length > 0 && (
        <ul className={classes.files}>
          {files.map((file, position) => <SentFile key={`${file.sha256}${position}`} file={file} name={file === shown.cover ? 'Cover' : `Item ${position + 1}`} />)}
        </ul>
      )}
      {before !== null && before.text !== shown.text ? (
        <TextDiff before={before.text} after={shown.text} />
      ) : shown.text === '' ? (
        files.length === 0 && <Text size="sm" c="dimmed">No text.</Text>
      ) : (
        <LongText className={`${content.caption} ${classes.text}`}>{shown.text}</LongText>
      )}
      <Extras post={{ type: 'text', options, latePolicy: null, lateMinutes: null }} withKind={false} />
    </div>
  );
}

function SentFile({ file, name }: { file: File; name: string }) {
  return (
    <li className={classes.file}>
      <Picture file={file} alt={file.altText ?? name} />
      <Text size="xs" c="dimmed" component="span">
        {name}: {file.width} × {file.height}, {bytes(file.bytes)}
        <br />
        <code className={classes.hash} title={`SHA-256 ${file.sha256}`}>{file.sha256.slice(0, 12)}…</code>
      </Text>
    </li>
  );
}

/** The picture that was made of the item; the item's own where there is none any more. */
function Picture({ file, alt }: { file: File; alt: string }) {
  const [isGone, setGone] = useState(false);
  if (file.renditionId === null || isGone || !file.contentType.startsWith('image/')) return <Thumb mediaId={file.mediaId} alt={alt} size={72} />;
  return <img className={classes.picture} src={addressOf(`/api/v1/media/${file.mediaId}/renditions/${file.renditionId}/content`)} alt={alt} loading="lazy" decoding="async" onError={() => setGone(true)} />;
}
