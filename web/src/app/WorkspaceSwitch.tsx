import { Button, Menu, Text } from '@mantine/core';
import { Check, ChevronDown } from 'lucide-react';
import { chooseWorkspace } from '../api/client.ts';
import { useMembership, useSession } from '../api/session.ts';

/** The workspace that is looked at, and the way to another one. */
export function WorkspaceSwitch() {
  const session = useSession();
  const current = useMembership();
  const name = <Text fw={650} truncate maw={{ base: 120, xs: 260 }}>{current?.name}</Text>;
  if (session.workspaces.length < 2) return name;

  const change = (id: string) => {
    chooseWorkspace(id);
    // Nothing of one workspace may be seen in another: the page begins anew.
    window.location.assign('/');
  };
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <Button variant="subtle" color="gray" c="var(--mantine-color-text)" px="xs" rightSection={<ChevronDown size={16} aria-hidden />} aria-label={`Workspace ${current?.name}. Change it`}>
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {session.workspaces.map(workspace => (
          <Menu.Item key={workspace.id} onClick={() => change(workspace.id)} rightSection={workspace.id === session.workspaceId ? <Check size={16} aria-label="This one" /> : null}>
            {workspace.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
