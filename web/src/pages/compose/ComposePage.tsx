import { Page } from '../../shared/Page.tsx';

export function ComposePage() {
  return <Page title="New post">{null}</Page>;
}
