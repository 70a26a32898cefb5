import { Button, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useMay } from '../../../api/session.ts';
import { Loaded } from '../../../shared/Loaded.tsx';
import { Section } from '../../../shared/Section.tsx';
import { ZoneNote } from '../../../shared/ZoneNote.tsx';
import { membersQuery } from '../queries.ts';
import { InviteDialog } from './InviteDialog.tsx';
import { MemberRow } from './MemberRow.tsx';
import { OpenInvites } from './OpenInvites.tsx';
import { RolesTable } from './RolesTable.tsx';
import lines from '../../../shared/Lines.module.css';

/** Who belongs to the workspace, who is invited, and what each role may do. */
export function MembersTab() {
  const query = useQuery(membersQuery);
  const mayManage = useMay('manage_members');
  const [isInviting, setIsInviting] = useState(false);
  return (
    <Stack gap="md">
      <Section
        title="Members"
        about={mayManage ? 'What you change counts from their next click on.' : 'Owners and admins invite people and change roles.'}
        actions={mayManage && <Button leftSection={<UserPlus size={16} aria-hidden />} onClick={() => setIsInviting(true)}>Invite…</Button>}
      >
        <Loaded query={query} rows={3}>
          {members => <ul className={lines.list}>{members.map(member => <MemberRow key={member.id} member={member} ownersLeft={members.filter(one => one.role === 'owner').length} />)}</ul>}
        </Loaded>
      </Section>
      {mayManage && <OpenInvites />}
      <RolesTable />
      <ZoneNote mt="lg" />
      <InviteDialog opened={isInviting} onClose={() => setIsInviting(false)} />
    </Stack>
  );
}
