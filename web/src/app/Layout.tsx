import { Alert, AppShell, Button, Group, Image, Text } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { Plus, Unplug } from 'lucide-react';
import { useMay, useSession } from '../api/session.ts';
import { useLive } from '../live/live.ts';
import { AccountMenu } from './AccountMenu.tsx';
import { NavLinks } from './NavLinks.tsx';
import { NoWorkspace } from './NoWorkspace.tsx';
import { PhoneTabs } from './PhoneTabs.tsx';
import { StandIns } from './StandIns.tsx';
import { WorkspaceSwitch } from './WorkspaceSwitch.tsx';

/** What every page has around it. */
export function Layout() {
  const session = useSession();
  const live = useLive(session.workspaceId);
  const mayEdit = useMay('edit_posts');
  if (session.workspaceId === null) return <NoWorkspace />;

  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: true } }} footer={{ height: { base: 60, sm: 0 } }} padding={{ base: 'sm', sm: 'lg' }}>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <AppShell.Header px="md">
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap={6} wrap="nowrap" miw={0}>
            <Image src="/icon.svg" alt="" w={28} h={28} visibleFrom="xs" />
            <WorkspaceSwitch />
          </Group>
          <Group gap="xs" wrap="nowrap">
            {mayEdit && (
              <Button component={Link} to="/compose" leftSection={<Plus size={16} aria-hidden />}>
                New post
              </Button>
            )}
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      {/* Collapsed it is only pushed aside, where a keyboard would still find it. */}
      <AppShell.Navbar p="sm" visibleFrom="sm">
        <NavLinks />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1}>
        {live === 'stale' && (
          <Alert color="yellow" icon={<Unplug aria-hidden />} mb="md" role="status">
            <Text size="sm">The connection to the server is lost. What you see may be out of date; it is brought up to date as soon as the server answers.</Text>
          </Alert>
        )}
        <StandIns />
        <Outlet />
      </AppShell.Main>
      <AppShell.Footer hiddenFrom="sm">
        <PhoneTabs />
      </AppShell.Footer>
    </AppShell>
  );
}
