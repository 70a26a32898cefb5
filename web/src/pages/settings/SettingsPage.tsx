import { Page } from '../../shared/Page.tsx';

export function SettingsPage() {
  return <Page title="Settings">{null}</Page>;
}
