import { Page } from '../../shared/Page.tsx';

export function ApprovalsPage() {
  return <Page title="Approvals">{null}</Page>;
}
