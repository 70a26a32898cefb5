import { Badge, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { AskFirst } from '../../../shared/AskFirst.tsx';
import { dateTime, fromNow } from '../../../shared/times.ts';
import { useChange } from '../../../shared/useChange.ts';
import { rightsInWords } from '../roles.ts';
import lines from '../../../shared/Lines.module.css';

/** One key: its name, how it begins, what it may do and until when. */
export function KeyRow({ apiKey, hasEnded }: { apiKey: Schemas['ApiKeyResponse']; hasEnded: boolean }) {
  const { timeZone } = useWorkspace();
  const [isOpen, setIsOpen] = useState(false);
  const revoke = useChange({
    run: () => call(api.DELETE('/api/v1/api-keys/{keyId}', { params: { path: { keyId: apiKey.id } } })),
    touches: [['api-keys']],
    done: 'Revoked. It opens nothing any more.',
    showsError: true,
    onDone: () => setIsOpen(false),
  });
  const end = apiKey.revokedAt !== null
    ? `revoked ${dateTime(apiKey.revokedAt, timeZone)}`
    : apiKey.expiresAt === null ? 'does not end by itself' : hasEnded ? `ended ${dateTime(apiKey.expiresAt, timeZone)}` : `ends ${fromNow(apiKey.expiresAt)}, ${dateTime(apiKey.expiresAt, timeZone)}`;
  return (
    <li className={`${lines.line} ${lines.split}`}>
      <div>
        <Group gap="xs">
          <Text fw={600} size="sm" dir="auto" ta="left">{apiKey.name}</Text>
          <code>{apiKey.hint}</code>
          {hasEnded && <Badge className="state state-gray" variant="default">Ended</Badge>}
        </Group>
        <Text size="sm">Rights: {rightsInWords(apiKey.rights)}</Text>
        <Text size="xs" c="dimmed">Made {dateTime(apiKey.createdAt, timeZone)} · {end}</Text>
      </div>
      {!hasEnded && <Button size="xs" variant="light" color="red" c="var(--state-red)" onClick={() => setIsOpen(true)} aria-label={`Revoke ${apiKey.name}`}>Revoke…</Button>}
      <AskFirst opened={isOpen} title={`Revoke “${apiKey.name}”?`} verb="Revoke" busy={revoke.isPending} error={revoke.error} onYes={() => revoke.mutate()} onClose={() => { setIsOpen(false); revoke.reset(); }}>
        <Text size="sm">Programs that use it are refused from the next request on. That cannot be taken back; make a new key for them first.</Text>
      </AskFirst>
    </li>
  );
}
