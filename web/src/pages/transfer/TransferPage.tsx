import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { CalendarSync, FileDown, FileUp, type LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import { useMembership } from '../../api/session.ts';
import type { Right } from '../../api/session.ts';
import { Page } from '../../shared/Page.tsx';
import { ZoneNote } from '../../shared/ZoneNote.tsx';
import classes from '../activity/tabs.module.css';
import { ExportTab } from './export/ExportTab.tsx';
import { FeedsTab } from './feeds/FeedsTab.tsx';
import { ImportTab } from './import/ImportTab.tsx';

/** A part of the page and who sees it. */
interface Part {
  part: string;
  label: string;
  icon: LucideIcon;
  needs: Right;
  content: ComponentType;
}

const PARTS: readonly Part[] = [
  { part: 'import', label: 'Import posts', icon: FileUp, needs: 'edit_posts', content: ImportTab },
  { part: 'export', label: 'Export posts', icon: FileDown, needs: 'read', content: ExportTab },
  { part: 'feeds', label: 'Calendar feeds', icon: CalendarSync, needs: 'manage_keys', content: FeedsTab },
];

/** Posts into Posthaste and out of it, as files and for calendar programs. */
export function TransferPage() {
  const rights = useMembership()?.rights ?? [];
  const navigate = useNavigate();
  const { part } = useSearch({ strict: false }) as { part?: unknown };
  const shown = PARTS.filter(one => rights.includes(one.needs));
  const current = shown.find(one => one.part === part) ?? shown[0];
  return (
    <Page title="Import and export">
      <Tabs classNames={{ tab: classes.tab }} value={current?.part ?? null} onChange={next => void navigate({ to: '/transfer', search: { part: next } as never, replace: true })} keepMounted={false}>
        <Tabs.List mb="md">
          {shown.map(({ part: value, label, icon: Icon }) => (
            <Tabs.Tab key={value} value={value} leftSection={<Icon size={16} aria-hidden />}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map(({ part: value, content: Content }) => (
          <Tabs.Panel key={value} value={value}>
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
      <ZoneNote mt="lg" />
    </Page>
  );
}
