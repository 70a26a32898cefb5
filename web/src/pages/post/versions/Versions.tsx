import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { dateTime, viewerZone } from '../../../shared/times.ts';
import history from '../history/history.module.css';
import { Section } from '../parts/Section.tsx';
import { versionsQuery } from '../queries.ts';
import { useWho } from '../useNames.ts';
import { KINDS } from './versionWords.ts';

const VersionDialog = lazy(() => import('./VersionDialog.tsx').then(module => ({ default: module.VersionDialog })));

const FEW = 5;

/** The post as it was each time that somebody submitted it or decided about it; nothing while nobody has. */
export function Versions({ post }: { post: Schemas['PostResponse'] }) {
  const versions = useQuery(versionsQuery(post)).data ?? [];
  const [isWhole, setWhole] = useState(false);
  const [lookedAt, setLookedAt] = useState<Schemas['PostVersionResponse'] | null>(null);
  if (versions.length === 0) return null;
  return (
    <Section title="Versions">
      <ol className={history.list}>
        {versions.slice(0, isWhole ? undefined : FEW).map(version => (
          <Line key={`${version.version}${version.at}`} version={version} onLook={() => setLookedAt(version)} />
        ))}
      </ol>
      {!isWhole && versions.length > FEW && (
        <Button variant="subtle" size="xs" mt="xs" onClick={() => setWhole(true)}>
          Show all {versions.length}
        </Button>
      )}
      {lookedAt !== null && (
        <Suspense>
          <VersionDialog version={lookedAt} versions={versions} post={post} onClose={() => setLookedAt(null)} />
        </Suspense>
      )}
    </Section>
  );
}

function Line({ version, onLook }: { version: Schemas['PostVersionResponse']; onLook: () => void }) {
  const who = useWho()(version.by);
  const { did, icon: Icon } = KINDS[version.kind];
  const time = dateTime(version.at, viewerZone());
  return (
    <li className={history.line}>
      <Icon size={16} aria-hidden className={history.icon} />
      <Group gap="xs" justify="space-between" flex={1} wrap="nowrap" align="flex-start">
        <div style={{ minWidth: 0 }}>
          <Text size="sm">{who} {did} it.</Text>
          {version.note && <Text size="sm" component="blockquote" className={history.quote} dir="auto">{version.note}</Text>}
          <Text size="xs" c="dimmed"><time dateTime={version.at}>{time}</time></Text>
        </div>
        <Button size="compact-sm" variant="default" flex="none" onClick={onLook} aria-label={`Look at it as ${who} ${did} it, ${time}`}>Look at it</Button>
      </Group>
    </li>
  );
}
