import { Badge, Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { AskFirst } from '../../../shared/AskFirst.tsx';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Section } from '../../../shared/Section.tsx';
import { dateTime, fromNow } from '../../../shared/times.ts';
import { useChange } from '../../../shared/useChange.ts';
import lines from '../../../shared/Lines.module.css';
import { sessionsQuery } from '../queries.ts';
import { browserOf } from './browser.ts';

/** Where one is signed in, and the way to end that from here. */
export function Sessions() {
  const query = useQuery(sessionsQuery);
  const [isOpen, setIsOpen] = useState(false);
  const endOthers = useChange({
    run: () => call(api.DELETE('/api/v1/sessions')),
    touches: [['sessions']],
    done: 'You are signed out everywhere else.',
    showsError: true,
    onDone: () => setIsOpen(false),
  });
  const others = (query.data ?? []).filter(session => !session.isCurrent).length;
  return (
    <Section title="Where you are signed in" about="Does one look strange? End it, and change your password." actions={others > 0 && <Button variant="default" onClick={() => setIsOpen(true)}>End all others…</Button>}>
      <Loaded query={query} rows={2}>
        {sessions => <ul className={lines.list}>{sessions.map(session => <Line key={session.id} session={session} />)}</ul>}
      </Loaded>
      <AskFirst opened={isOpen} title="End all other sessions?" verb="End them" busy={endOthers.isPending} error={endOthers.error} onYes={() => endOthers.mutate()} onClose={() => { setIsOpen(false); endOthers.reset(); }}>
        <Text size="sm">{others === 1 ? 'One other browser' : `${others} other browsers`} must sign in again. This one stays.</Text>
      </AskFirst>
    </Section>
  );
}

function Line({ session }: { session: Schemas['SessionItemResponse'] }) {
  const { timeZone } = useWorkspace();
  const end = useChange({
    run: () => call(api.DELETE('/api/v1/sessions/{sessionId}', { params: { path: { sessionId: session.id } } })),
    touches: [['sessions']],
    done: 'That session is over.',
  });
  const name = browserOf(session.client);
  return (
    <li className={`${lines.line} ${lines.split}`}>
      <div style={{ display: 'flex', gap: 12 }}>
        <MonitorSmartphone size={20} aria-hidden style={{ flex: 'none', marginTop: 2 }} />
        <div>
          <Text size="sm" fw={600}>{name}{session.address !== null && ` at ${session.address}`}</Text>
          <Text size="sm" c="dimmed">Last used {fromNow(session.seenAt)} · since {dateTime(session.createdAt, timeZone)} · ends {dateTime(session.expiresAt, timeZone)} if unused</Text>
        </div>
      </div>
      {session.isCurrent
        ? <Badge className="state state-green" variant="default" size="lg">This one</Badge>
        : <Button size="xs" variant="default" loading={end.isPending} onClick={() => end.mutate()} aria-label={`End it: the session of ${name}, last used ${fromNow(session.seenAt)}`}>End it</Button>}
    </li>
  );
}
