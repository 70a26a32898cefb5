import { Modal, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { dateTime, viewerZone } from '../../../shared/times.ts';
import { ZoneNote } from '../../../shared/ZoneNote.tsx';
import { compare, type Content, contentOf } from '../changes/compare.ts';
import { ChangeList } from '../changes/ChangeList.tsx';
import content from '../content/content.module.css';
import { Extras } from '../content/Extras.tsx';
import { Gallery } from '../content/Gallery.tsx';
import { itemsOf } from '../content/items.ts';
import { Facts } from '../parts/Facts.tsx';
import { captionAsSent } from '../rules/captionAsSent.ts';
import { useAccountName, useWho } from '../useNames.ts';
import { KINDS } from './versionWords.ts';

type Version = Schemas['PostVersionResponse'];

interface Props {
  version: Version;
  /** All of them, the newest first. */
  versions: readonly Version[];
  post: Schemas['PostResponse'];
  onClose: () => void;
}

const keyOf = (version: Version): string => `${version.version} ${version.kind}`;

/** One version of a post, alone or beside another one. */
export function VersionDialog({ version, versions, post, onClose }: Props) {
  const who = useWho();
  const [other, setOther] = useState('');
  const nameOf = (one: Version) => `As ${who(one.by)} ${KINDS[one.kind].did} it, ${dateTime(one.at, viewerZone())}`;
  const beside = other === 'now' ? contentOf(post) : versions.find(one => keyOf(one) === other);
  return (
    <Modal opened onClose={onClose} title={nameOf(version)} size="lg">
      <Stack gap="md">
        <NativeSelect
          label="Compare it with" value={other} onChange={event => setOther(event.currentTarget.value)} data-autofocus
          data={[{ value: '', label: 'Nothing: show it alone' }, { value: 'now', label: 'What it is now' }, ...versions.filter(one => keyOf(one) !== keyOf(version)).map(one => ({ value: keyOf(one), label: nameOf(one) }))]}
        />
        <div aria-live="polite">{beside === undefined ? <Alone version={version} /> : <Beside one={version} other={beside} isNow={other === 'now'} />}</div>
        <ZoneNote zone="viewer" />
      </Stack>
    </Modal>
  );
}

function Alone({ version }: { version: Version }) {
  const nameOf = useAccountName();
  const { text, tags } = captionAsSent(version.caption, version.hashtags);
  return (
    <Stack gap="sm">
      <Gallery items={itemsOf(version)} />
      {text !== '' && <Text className={content.caption} dir="auto">{text}</Text>}
      {tags.length > 0 && <Text className={`${content.caption} ${content.tags}`} dir="auto">{tags.join(' ')}</Text>}
      {text === '' && tags.length === 0 && <Text size="sm" c="dimmed">No caption.</Text>}
      <Facts facts={[['Title', version.title], ['Accounts', version.channelIds.map(nameOf).join(', ')], ['Time', version.plannedAt && dateTime(version.plannedAt, viewerZone())]]} />
      <Extras post={version} />
    </Stack>
  );
}

/** The older of the two is the one before. */
function Beside({ one, other, isNow }: { one: Content; other: Content; isNow: boolean }) {
  const [before, after] = isNow || one.at <= other.at ? [one, other] : [other, one];
  const changes = compare(before, after);
  return changes.length === 0 ? <Text size="sm">Nothing is different between the two.</Text> : <ChangeList changes={changes} />;
}
