import { Stack } from '@mantine/core';
import { useMay, useWorkspace } from '../../../api/session.ts';
import { LeaveWorkspace } from './LeaveWorkspace.tsx';
import { NewWorkspace } from './NewWorkspace.tsx';
import { Plan } from './Plan.tsx';
import { RulesForm } from './RulesForm.tsx';

/** The workspace: its name, its zone, its rules, and the way to another one. */
export function WorkspaceTab() {
  const workspace = useWorkspace();
  const mayCreate = useMay('create_workspaces');
  return (
    <Stack gap="md">
      <RulesForm workspace={workspace} />
      <Plan workspace={workspace} />
      {mayCreate && <NewWorkspace />}
      <LeaveWorkspace />
    </Stack>
  );
}
