import { Activity, Bell, CalendarDays, CheckCheck, FileStack, HeartPulse, Image, LayoutDashboard, type LucideIcon, Settings, Share2 } from 'lucide-react';
import type { Right } from '../api/session.ts';

interface PageLink {
  to: string;
  label: string;
  icon: LucideIcon;
  /** Who sees it in the navigation. */
  needs?: Right;
  /** Also at the bottom of a phone. */
  onPhone?: boolean;
}

/** The pages in the navigation, in its order. */
export const PAGES: readonly PageLink[] = [
  { to: '/', label: 'Overview', icon: LayoutDashboard, onPhone: true },
  { to: '/calendar', label: 'Calendar', icon: CalendarDays, onPhone: true },
  { to: '/posts', label: 'Posts', icon: FileStack },
  { to: '/approvals', label: 'Approvals', icon: CheckCheck, onPhone: true },
  { to: '/media', label: 'Media', icon: Image },
  { to: '/accounts', label: 'Accounts', icon: Share2 },
  { to: '/alerts', label: 'Alerts', icon: Bell },
  { to: '/health', label: 'Health', icon: HeartPulse },
  { to: '/activity', label: 'Activity', icon: Activity },
  { to: '/settings', label: 'Settings', icon: Settings },
];
