import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Note } from '../../../shared/Note.tsx';
import { dateTime } from '../../../shared/times.ts';
import { GitCompareArrows } from 'lucide-react';
import { changesQuery } from '../queries.ts';
import { insideSentence, useWho } from '../useNames.ts';
import { KINDS } from '../versions/versionWords.ts';
import { ChangeList } from './ChangeList.tsx';

/** What is different about a post since somebody last decided about it; nothing for one that nobody has looked at. */
export function SinceDecision({ post }: { post: Schemas['PostResponse'] }) {
  return <Loaded query={useQuery(changesQuery(post))} rows={1}>{answer => <Told answer={answer} />}</Loaded>;
}

function Told({ answer: { since, changes } }: { answer: Schemas['PostChangesResponse'] }) {
  const { timeZone } = useWorkspace();
  const who = useWho();
  if (since === null) return null;
  const moment = `${insideSentence(who(since.by))} ${KINDS[since.kind].did} it, ${dateTime(since.at, timeZone)}`;
  if (changes.length === 0) return <Text size="sm" c="dimmed">Nothing is different since {moment}.</Text>;
  return (
    <Note colour="blue" icon={GitCompareArrows} title={`Changed since ${moment}`}>
      <ChangeList changes={changes} />
    </Note>
  );
}
