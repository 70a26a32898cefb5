import { BellRing, Building2, CalendarClock, ChartColumn, Hand, HardDrive, KeyRound, type LucideIcon, Plug, ShieldCheck, Users } from 'lucide-react';
import type { Right } from './roles.ts';

/** A part of the settings, with its own address. */
export interface SettingsTab {
  tab: string;
  label: string;
  icon: LucideIcon;
  /** Without this right there is nothing to see. */
  needs?: Right;
}

/** The parts of the settings, in their order. The first is shown without a name in the address. */
export const TABS: readonly SettingsTab[] = [
  { tab: 'workspace', label: 'Workspace', icon: Building2 },
  { tab: 'slots', label: 'Slots', icon: CalendarClock },
  { tab: 'members', label: 'Members', icon: Users },
  { tab: 'keys', label: 'API keys', icon: KeyRound, needs: 'manage_keys' },
  { tab: 'handover', label: 'Hand-over', icon: Hand, needs: 'manage_workspace' },
  { tab: 'notifications', label: 'Notifications', icon: BellRing, needs: 'manage_workspace' },
  { tab: 'platforms', label: 'Platforms', icon: Plug, needs: 'manage_workspace' },
  { tab: 'storage', label: 'Storage', icon: HardDrive, needs: 'manage_workspace' },
  { tab: 'usage', label: 'Usage', icon: ChartColumn },
  { tab: 'account', label: 'Your account', icon: ShieldCheck },
];
