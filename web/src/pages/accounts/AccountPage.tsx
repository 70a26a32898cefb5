import { Page } from '../../shared/Page.tsx';

export function AccountPage() {
  return <Page title="Account">{null}</Page>;
}
