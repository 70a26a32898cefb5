import { Page } from '../../shared/Page.tsx';

export function PostPage() {
  return <Page title="Post">{null}</Page>;
}
