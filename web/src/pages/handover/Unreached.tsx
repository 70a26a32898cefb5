import { Anchor, Button, Card, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Hand, MessageCircleOff } from 'lucide-react';
import { useMay, useWorkspace } from '../../api/session.ts';
import type { Schemas } from '../../api/client.ts';
import { Note } from '../../shared/Note.tsx';
import { dateTime, fromNow } from '../../shared/times.ts';
import { useChange } from '../../shared/useChange.ts';
import { PostOfJob } from '../post/parts/PostLine.tsx';
import { useAccountName } from '../post/useNames.ts';
import { handOverJob } from './calls.ts';
import classes from './handover.module.css';
import { handoverSettingsQuery } from './queries.ts';

type Job = Schemas['JobResponse'];

/** Why cards reach nobody, and how that is mended; nothing where they do. */
export function NoChat() {
  const settings = useQuery(handoverSettingsQuery).data;
  const mayChange = useMay('manage_workspace');
  if (settings === undefined || (settings.isSetUp && settings.chat !== null)) return null;
  if (!settings.isSetUp) {
    return (
      <Note colour="orange" icon={MessageCircleOff} title="This server has no bot, so cards reach nobody">
        <Text size="sm">Whoever runs the server makes one with @BotFather in Telegram, and sets <code>Telegram:BotToken</code>. Then a chat can be linked.</Text>
      </Note>
    );
  }
  return (
    <Note colour="orange" icon={MessageCircleOff} title="No chat is linked, so cards reach nobody">
      <Text size="sm">
        {mayChange ? (
          <>
            Make a code in the <Anchor component={Link} to="/settings/handover" inherit underline="always">settings of the hand-over</Anchor>, and write <code>/link</code> and the code into the Telegram chat that cards are to go to.
          </>
        ) : (
          'An owner or admin makes a code in the settings of the hand-over, and writes /link and the code into the Telegram chat that cards are to go to.'
        )}
      </Text>
    </Note>
  );
}

/** Posts whose card reached nobody: they wait until somebody hands them over again, publishes them, or says what else becomes of them. */
export function Unreached({ jobs }: { jobs: readonly Job[] }) {
  if (jobs.length === 0) return null;
  return (
    <section aria-label="Without a card">
      <Title order={2} size="h4">Without a card</Title>
      <Text size="sm" c="dimmed" mb="sm">The card of these posts reached nobody. Nothing of them goes out by itself.</Text>
      <ul className={classes.list}>
        {jobs.map(job => <li key={job.id}><Waiting job={job} /></li>)}
      </ul>
    </section>
  );
}

function Waiting({ job }: { job: Job }) {
  const { timeZone } = useWorkspace();
  const account = useAccountName()(job.channelId);
  const mayHandOver = useMay('schedule_posts');
  const isReachable = useQuery(handoverSettingsQuery).data?.chat != null;
  const due = dateTime(job.dueAt, timeZone);
  const handOver = useChange({ run: () => handOverJob(job.id), touches: [['handovers'], ['job', job.id], ['post', job.postId]], done: 'It is with a person now.' });
  return (
    <Card withBorder component="article" aria-label={`On ${account}, due ${due}`}>
      <Stack gap="sm">
        <PostOfJob postId={job.postId}>
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {account} · {Date.parse(job.dueAt) < Date.now() ? 'was due' : 'due'} {due}, {fromNow(job.dueAt)}
          </Text>
        </PostOfJob>
        {job.lastError !== null && <Text size="sm" dir="auto">{job.lastError.message} {job.lastError.advice}</Text>}
        {mayHandOver && isReachable && (
          <div>
            <Button size="sm" leftSection={<Hand size={16} aria-hidden />} onClick={() => handOver.mutate()} loading={handOver.isPending} aria-label={`Hand it over again: ${account}, ${due}`}>
              Hand it over again
            </Button>
          </div>
        )}
      </Stack>
    </Card>
  );
}
