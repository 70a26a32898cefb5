import { Page } from '../../shared/Page.tsx';

export function ActivityPage() {
  return <Page title="Activity">{null}</Page>;
}
