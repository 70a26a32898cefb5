import { Page } from '../../shared/Page.tsx';

export function EditPage() {
  return <Page title="Edit post">{null}</Page>;
}
