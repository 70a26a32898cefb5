import { Button, Menu, Text } from '@mantine/core';
import { ChevronDown, Globe } from 'lucide-react';
import { viewerZone, zoneName } from '../../shared/times.ts';

/** In whose time zone the calendar is shown, and the way to change it. */
export function ZoneSwitch({ isMine, workspaceZone, onChange }: { isMine: boolean; workspaceZone: string; onChange: (mine: boolean) => void }) {
  if (viewerZone() === workspaceZone) return <Text size="sm" c="dimmed">Times in {zoneName(workspaceZone)}</Text>;
  return (
    <Menu position="bottom-end" width={300} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button variant="subtle" color="gray" c="dimmed" size="compact-sm" h={32} fw={400} leftSection={<Globe size={16} aria-hidden />} rightSection={<ChevronDown size={14} aria-hidden />}>
          Times in {zoneName(isMine ? viewerZone() : workspaceZone)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={isMine ? 'mine' : 'workspace'} onChange={value => onChange(value === 'mine')}>
          <Menu.RadioItem value="workspace">Workspace: {zoneName(workspaceZone)}</Menu.RadioItem>
          <Menu.RadioItem value="mine">Yours: {zoneName(viewerZone())}</Menu.RadioItem>
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
