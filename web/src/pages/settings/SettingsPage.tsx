import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { ArrowDownUp, Compass } from 'lucide-react';
import type { ComponentType } from 'react';
import { useMembership } from '../../api/session.ts';
import { Empty } from '../../shared/Empty.tsx';
import { Page } from '../../shared/Page.tsx';
import { AccountTab } from './account/AccountTab.tsx';
import { HandoverTab } from './handover/HandoverTab.tsx';
import { KeysTab } from './keys/KeysTab.tsx';
import { MembersTab } from './members/MembersTab.tsx';
import { NotificationsTab } from './notifications/NotificationsTab.tsx';
import { PlatformsTab } from './platforms/PlatformsTab.tsx';
import classes from './SettingsPage.module.css';
import { SlotsTab } from './slots/SlotsTab.tsx';
import { StorageTab } from './storage/StorageTab.tsx';
import { TABS } from './tabs.ts';
import { UsageTab } from './usage/UsageTab.tsx';
import { WorkspaceTab } from './workspace/WorkspaceTab.tsx';

const CONTENTS: Record<string, ComponentType> = { workspace: WorkspaceTab, slots: SlotsTab, members: MembersTab, keys: KeysTab, handover: HandoverTab, notifications: NotificationsTab, platforms: PlatformsTab, storage: StorageTab, usage: UsageTab, account: AccountTab };

/** The settings, in parts that have addresses of their own. */
export function SettingsPage() {
  const { tab = TABS[0]!.tab } = useParams({ strict: false }) as { tab?: string };
  const rights = useMembership()?.rights ?? [];
  const shown = TABS.filter(one => one.needs === undefined || rights.includes(one.needs));
  const current = shown.find(one => one.tab === tab);
  const Content = current && CONTENTS[current.tab];
  return (
    <Page title="Settings">
      <nav className={classes.tabs} aria-label="Settings">
        {shown.map(({ tab: name, label, icon: Icon }) => (
          <Link key={name} to="/settings/$tab" params={{ tab: name } as never} aria-current={name === current?.tab ? 'page' : undefined} data-current={name === current?.tab || undefined}>
            <Icon size={16} aria-hidden /> {label}
          </Link>
        ))}
        <Link to="/transfer"><ArrowDownUp size={16} aria-hidden /> Import and export</Link>
      </nav>
      {Content ? <Content /> : (
        <Empty icon={Compass} title="There is no such part of the settings" action={<Button component={Link} to="/settings">Go to the first one</Button>}>
          {TABS.some(one => one.tab === tab) ? 'Your role does not let you see it. Ask an owner or admin.' : 'The address may be mistyped.'}
        </Empty>
      )}
    </Page>
  );
}
