import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { LogOut } from 'lucide-react';
import { api, call, chooseWorkspace } from '../../../api/client.ts';
import { useMembership } from '../../../api/session.ts';
import { AskFirst } from '../../../shared/AskFirst.tsx';
import { Section } from '../../../shared/Section.tsx';
import { useChange } from '../../../shared/useChange.ts';

/** Takes oneself out of the workspace. Its last owner cannot. */
export function LeaveWorkspace() {
  const membership = useMembership();
  const [isOpen, { open, close }] = useDisclosure(false);
  const leave = useChange({
    run: (workspaceId: string) => call(api.POST('/api/v1/workspaces/{workspaceId}/leave', { params: { path: { workspaceId } } })),
    touches: [],
    showsError: true,
    onDone: () => {
      chooseWorkspace(null);
      window.location.assign('/');
    },
  });
  if (membership === undefined) return null;
  return (
    <>
      <Section title="Leave this workspace" about="You lose sight of everything in it. What you wrote stays. To come back you need an invitation." actions={<Button variant="light" color="red" c="var(--state-red)" leftSection={<LogOut size={16} aria-hidden />} onClick={open}>Leave…</Button>} />
      <AskFirst opened={isOpen} title="Leave the workspace?" verb="Leave" typed={membership.name} busy={leave.isPending} error={leave.error} onYes={() => leave.mutate(membership.id)} onClose={() => { close(); leave.reset(); }}>
        <Text size="sm">You no longer see <b dir="auto">{membership.name}</b>, at once and on every device. Posts of yours that are scheduled still go out.</Text>
      </AskFirst>
    </>
  );
}
