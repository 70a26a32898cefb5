import { Page } from '../../shared/Page.tsx';

export function OverviewPage() {
  return <Page title="Overview">{null}</Page>;
}
