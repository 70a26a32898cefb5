import '@mantine/notifications/styles.css';
import { Notifications } from '@mantine/notifications';

/** What is said in passing, in the corner. */
export const Messages = () => <Notifications position="bottom-right" />;
