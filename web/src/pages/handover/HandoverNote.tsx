import { Anchor, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CopyCheck, Hand, UserRound, UserRoundCheck } from 'lucide-react';
import type { Schemas } from '../../api/client.ts';
import { Loaded } from '../../shared/Loaded.tsx';
import { Note } from '../../shared/Note.tsx';
import { dateTime, fromNow, viewerZone } from '../../shared/times.ts';
import { useAccountName, useWho } from '../post/useNames.ts';
import { CardActions, CardAfterwards } from './CardActions.tsx';
import { type Handover, handoverOfQuery } from './queries.ts';
import { linkWords, standing } from './words.ts';

type Job = Schemas['JobResponse'];

/** Who has a job in hand, or had it: since when and why, where the card is, and what can be said of it. */
export function HandoverNote({ job }: { job: Job }) {
  const query = useQuery(handoverOfQuery(job));
  return <Loaded query={query} rows={1}>{card => (card === null ? null : <Told job={job} card={card} />)}</Loaded>;
}

function Told({ job, card }: { job: Job; card: Handover }) {
  const account = useAccountName()(job.channelId);
  const about = `on ${account}`;
  if (job.method === 'manual' && job.state === 'published') return <ByHand card={card} account={account} about={about} />;
  if (card.state !== 'ended' && job.state === 'handed_over') return <Open card={card} account={account} about={about} />;
  return <Closed job={job} card={card} account={account} about={about} />;
}

interface Props {
  card: Handover;
  account: string;
  about: string;
}

function Open({ card, account, about }: Props) {
  const who = useWho();
  const time = (at: string) => dateTime(at, viewerZone());
  return (
    <Note colour="yellow" icon={UserRound} title="Somebody publishes it by hand">
      <Stack gap={4}>
        <Text size="sm" dir="auto">{card.why}</Text>
        <Text size="sm">
          {standing(card, { who, time })} With a person since {time(card.createdAt)}
          {card.remindedAt !== null && `, reminded ${time(card.remindedAt)}`}. An answer is waited for until {time(card.expiresAt)}, {fromNow(card.expiresAt)}.
        </Text>
        {card.lastError !== null && <Text size="sm" c="dimmed" dir="auto">{card.lastError}</Text>}
        <Text size="sm">
          <Anchor component={Link} to="/handovers" inherit underline="always">Open what is to be published by hand</Anchor>: files, caption and steps.
        </Text>
        <Group mt={6}><CardActions card={card} account={account} about={about} /></Group>
      </Stack>
    </Note>
  );
}

function ByHand({ card, account, about }: Props) {
  const who = useWho();
  const words = linkWords(card);
  return (
    <Note colour="green" icon={UserRoundCheck} title="Published by hand">
      <Text size="sm">
        {/* Who said so after the card was closed stands in the history. */}
        {card.outcome === 'posted' && standing(card, { who, time: at => dateTime(at, viewerZone()) })} {words ?? 'Nobody has given its link yet.'}
      </Text>
      {!card.linkChecked && (
        <Group mt={6}><CardAfterwards card={card} account={account} about={about} asks="link" label={card.link === null ? 'Add its link' : 'Give another link'} /></Group>
      )}
    </Note>
  );
}

/** A card that came to nothing, or that somebody answered too late. */
function Closed({ job, card, account, about }: Props & { job: Job }) {
  const who = useWho();
  const told = standing(card, { who, time: at => dateTime(at, viewerZone()) });
  // Only here may it be said: where the job goes on by itself, or is over, its own buttons are enough.
  const isOpenQuestion = job.state === 'needs_attention';
  if (card.lateBy !== null) {
    return (
      <Note colour="orange" icon={CopyCheck} title={`${who(card.lateBy)} said that it was posted, after the card was closed`}>
        <Text size="sm">Look at {account}. {isOpenQuestion ? 'Nothing is sent until somebody says whether it is there.' : 'It may be there twice.'}</Text>
        {isOpenQuestion && (
          <Group gap="xs" mt={6}>
            <CardAfterwards card={card} account={account} about={about} asks="posted" label="It is posted" />
            <CardAfterwards card={card} account={account} about={about} asks="withdraw" label="It was not posted" />
          </Group>
        )}
      </Note>
    );
  }
  // The error above says how the card ended.
  if (isOpenQuestion && job.lastError?.code?.startsWith('handover_')) {
    return (
      <Group gap="xs">
        <Text size="sm">If it is on {account} after all:</Text>
        <CardAfterwards card={card} account={account} about={about} asks="posted" label="It is posted" />
      </Group>
    );
  }
  return (
    <Note colour="gray" icon={Hand} title={told}>
      {card.lastError !== null && <Text size="sm" dir="auto">{card.lastError}</Text>}
      {isOpenQuestion && <Group mt={6}><CardAfterwards card={card} account={account} about={about} asks="posted" label="It is posted" /></Group>}
    </Note>
  );
}
