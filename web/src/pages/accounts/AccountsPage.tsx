import { Page } from '../../shared/Page.tsx';

export function AccountsPage() {
  return <Page title="Accounts">{null}</Page>;
}
