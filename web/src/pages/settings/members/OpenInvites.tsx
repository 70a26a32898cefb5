import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, call, type Schemas } from '../../../api/client.ts';
import { useWorkspace } from '../../../api/session.ts';
import { AskFirst } from '../../../shared/AskFirst.tsx';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Section } from '../../../shared/Section.tsx';
import { dateTime, fromNow } from '../../../shared/times.ts';
import { useChange } from '../../../shared/useChange.ts';
import { invitesQuery } from '../queries.ts';
import { type Role, ROLES } from '../roles.ts';
import lines from '../../../shared/Lines.module.css';
import classes from './Members.module.css';

/** Invitations that nobody has used yet. */
export function OpenInvites() {
  const query = useQuery(invitesQuery);
  if (query.data?.length === 0) return null;
  return (
    <Section title="Open invitations" about="A lost link cannot be shown again. Invite the same address once more: the new link takes the old one’s place.">
      <Loaded query={query} rows={1}>
        {invites => <ul className={lines.list}>{invites.map(invite => <Line key={invite.id} invite={invite} />)}</ul>}
      </Loaded>
    </Section>
  );
}

function Line({ invite }: { invite: Schemas['InviteResponse'] }) {
  const { timeZone } = useWorkspace();
  const [isOpen, setIsOpen] = useState(false);
  const revoke = useChange({
    run: () => call(api.DELETE('/api/v1/invites/{inviteId}', { params: { path: { inviteId: invite.id } } })),
    touches: [['invites']],
    done: 'The link is worthless now.',
    showsError: true,
    onDone: () => setIsOpen(false),
  });
  return (
    <li className={`${lines.line} ${classes.member}`}>
      <span />
      <div>
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>{invite.email}</Text>
        <Text size="sm" c="dimmed">As {ROLES[invite.role as Role].word.toLowerCase()}, invited by {invite.invitedBy} · ends {fromNow(invite.expiresAt)}, {dateTime(invite.expiresAt, timeZone)}</Text>
      </div>
      <div className={classes.actions}>
        <Button size="xs" variant="default" onClick={() => setIsOpen(true)} aria-label={`Take back the invitation of ${invite.email}`}>Take back</Button>
      </div>
      <AskFirst opened={isOpen} title="Take the invitation back?" verb="Take back" busy={revoke.isPending} error={revoke.error} onYes={() => revoke.mutate()} onClose={() => { setIsOpen(false); revoke.reset(); }}>
        <Text size="sm">The link that <b>{invite.email}</b> has opens nothing any more.</Text>
      </AskFirst>
    </li>
  );
}
