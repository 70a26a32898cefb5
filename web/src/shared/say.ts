import { notifications } from '@mantine/notifications';
import { sentenceOf } from '../api/problem.ts';

/** Says in passing that something was done.
 * @param but What should be known of it all the same; it stays for longer then. */
export function say(message: string, but = ''): void {
  const [title, words] = but === '' ? [undefined, message] : [message, but];
  notifications.show({ title, message: words, color: but === '' ? 'green' : 'yellow', autoClose: but === '' ? 4_000 : 12_000, closeButtonProps: { 'aria-label': 'Close this message' } });
}

/** Says that something was refused, in the server's words; for what has no form to say it beside. */
export function sayTrouble(error: unknown): void {
  notifications.show({ title: 'That did not work', message: sentenceOf(error), color: 'red', autoClose: 12_000, closeButtonProps: { 'aria-label': 'Close this message' } });
}
