import { Center } from '@mantine/core';
import { Users } from 'lucide-react';
import { useSession } from '../api/session.ts';
import { Empty } from '../shared/Empty.tsx';
import { AccountMenu } from './AccountMenu.tsx';

/** What somebody sees who belongs to no workspace (any more). */
export function NoWorkspace() {
  const { member } = useSession();
  return (
    <Center mih="100vh" component="main">
      <Empty icon={Users} title="You belong to no workspace" action={<AccountMenu />}>
        Ask an owner or admin for an invitation to {member.email}, and open its link here.
      </Empty>
    </Center>
  );
}
