import type { Change } from './touched.ts';

/** Ends every message of SignalR's JSON protocol, in both directions. */
const END = '\u001e';

export const HANDSHAKE = `{"protocol":"json","version":1}${END}`;
export const PING = `{"type":6}${END}`;

/** What the server says over the live connection. */
export type Heard =
  | { what: 'open' }
  /** What changed. An empty list says that nobody knows what was missed. */
  | { what: 'changes'; changes: Change[] }
  | { what: 'ping' }
  /** It wants the connection to end. */
  | { what: 'close' };

interface Message {
  type?: number;
  target?: string;
  arguments?: unknown[];
  error?: string;
}

/** Reads what arrived at once: one message, or several. The first one of a connection, which has no type, answers the handshake. */
export const heardIn = (text: string): Heard[] => text.split(END).filter(part => part !== '').flatMap(part => heard(JSON.parse(part) as Message));

function heard({ type, target, arguments: given, error }: Message): Heard[] {
  switch (type) {
    case undefined:
      return [error === undefined ? { what: 'open' } : { what: 'close' }];
    case 1:
      return target === 'changed' ? [{ what: 'changes', changes: given?.[0] as Change[] }] : [];
    case 6:
      return [{ what: 'ping' }];
    case 7:
      return [{ what: 'close' }];
    default:
      return []; // what a later server may say
  }
}
