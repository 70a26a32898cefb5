import { Page } from '../../shared/Page.tsx';

export function MediaPage() {
  return <Page title="Media">{null}</Page>;
}
