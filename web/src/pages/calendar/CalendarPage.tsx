import { Page } from '../../shared/Page.tsx';

export function CalendarPage() {
  return <Page title="Calendar">{null}</Page>;
}
