import { Button, Code, Group, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CircleCheck, Link2 } from 'lucide-react';
import { useState } from 'react';
import { api, call } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { CopyButton } from '../../../shared/CopyButton.tsx';
import { Note } from '../../../shared/Note.tsx';
import { dateTime, fromNow } from '../../../shared/times.ts';
import { useChange } from '../../../shared/useChange.ts';
import { handoverSettingsQuery } from '../../handover/queries.ts';

interface Made {
  code: string;
  expiresAt: string;
  /** What was linked when it was made. */
  before: string | null;
}

/** Links a chat by a code that is written into it. That it is linked shows by itself. */
export function LinkChat({ chatId }: { chatId: string | null }) {
  const [made, setMade] = useState<Made | null>(null);
  const make = useChange({
    run: () => call(api.POST('/api/v1/handover/link-code')),
    touches: [],
    onDone: ({ code, expiresAt }) => setMade({ code, expiresAt, before: chatId }),
  });
  const isLinked = made !== null && chatId !== null && chatId !== made.before;
  if (isLinked) return <Note colour="green" icon={CircleCheck} role="status" onDismiss={() => setMade(null)}>Linked. Posts to publish by hand go there from now on.</Note>;
  if (made !== null) return <Waiting made={made} onAgain={() => make.mutate()} isBusy={make.isPending} onClose={() => setMade(null)} />;
  return (
    <Group>
      <Button variant={chatId === null ? 'filled' : 'default'} leftSection={<Link2 size={16} aria-hidden />} loading={make.isPending} onClick={() => make.mutate()}>
        {chatId === null ? 'Link a chat' : 'Link another chat'}
      </Button>
    </Group>
  );
}

function Waiting({ made, onAgain, isBusy, onClose }: { made: Made; onAgain: () => void; isBusy: boolean; onClose: () => void }) {
  const { timeZone } = useWorkspace();
  // The clock moves on with each look; live events are quicker where there are any.
  useQuery({ ...handoverSettingsQuery, refetchInterval: 3_000, notifyOnChangeProps: ['dataUpdatedAt'] });
  const hasEnded = Date.parse(made.expiresAt) <= Date.now();
  const text = `/link ${made.code}`;
  return (
    <div role="group" aria-label="Linking a chat">
      <List type="ordered" size="sm" spacing={6}>
        <List.Item>In Telegram, add this server’s bot to the group, or open a chat with it.</List.Item>
        <List.Item>
          Write this into the chat:
          <Group gap="xs" mt={6}>
            <Code fz="md">{text}</Code>
            <CopyButton text={text} size="xs" label="Copy it" />
          </Group>
        </List.Item>
        <List.Item>Wait a moment: the chat appears here by itself.</List.Item>
      </List>
      <Text size="sm" mt="xs" role="status">{hasEnded ? 'The code is no longer good. Make a new one.' : `Good until ${dateTime(made.expiresAt, timeZone)}, for one chat.`}</Text>
      {!hasEnded && <Text size="xs" c="dimmed">It ends {fromNow(made.expiresAt)}.</Text>}
      <Group gap="xs" mt="sm">
        <Button size="xs" variant={hasEnded ? 'filled' : 'default'} loading={isBusy} onClick={onAgain}>Make a new code</Button>
        <Button size="xs" variant="default" onClick={onClose}>Not now</Button>
      </Group>
    </div>
  );
}
