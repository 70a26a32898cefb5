import { HANDSHAKE, heardIn, PING } from './frames.ts';
import type { Change } from './touched.ts';

/** `live`: changes are heard. `stale`: the connection is lost, and what is shown may be old. */
export type LiveState = 'connecting' | 'live' | 'stale';

/** How long to wait before each attempt after a loss; the last one counts for all that follow. */
const RETRY_MS = [0, 1_000, 2_000, 5_000, 10_000];

/** The server says something every 15 s at the latest. */
const SILENCE_MS = 30_000;

/** The server gives up on who is silent for twice as long. */
const PING_MS = 10_000;

interface Ends {
  /** Asked anew for each attempt. */
  address: () => string;
  open: (address: string) => WebSocket;
  onChanges: (changes: Change[]) => void;
  /** A loss is told of each time that an attempt fails. */
  onState: (state: LiveState) => void;
  now: () => number;
}

/** Keeps a connection to the server's hub, and comes back by itself after it was lost. It only listens: besides the handshake and pings it says nothing. */
export class Connection {
  private readonly ends: Ends;
  private socket: WebSocket | null = null;
  private attempt = 0;
  private spokenAt = 0;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;

  constructor(ends: Ends) {
    this.ends = ends;
    this.connect();
  }

  close(): void {
    clearTimeout(this.retry);
    this.leave();
  }

  private connect(): void {
    const socket = this.ends.open(this.ends.address());
    this.socket = socket;
    socket.onopen = () => this.say(HANDSHAKE);
    socket.onmessage = ({ data }) => this.hear(data as string);
    socket.onclose = () => this.lose();
    this.listen();
  }

  private hear(text: string): void {
    this.listen();
    for (const heard of heardIn(text)) {
      if (heard.what === 'open') {
        this.attempt = 0;
        this.ends.onState('live');
      } else if (heard.what === 'changes') {
        this.ends.onChanges(heard.changes);
      } else if (heard.what === 'close') {
        this.lose();
        return;
      }
    }
    // It answers what it hears instead of keeping a clock: browsers slow the clocks of tabs that nobody looks at, and messages arrive there too.
    if (this.ends.now() - this.spokenAt >= PING_MS) this.say(PING);
  }

  private say(text: string): void {
    this.spokenAt = this.ends.now();
    this.socket?.send(text);
  }

  /** Whoever says nothing for so long is not there any more, whatever the socket believes. */
  private listen(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => this.lose(), SILENCE_MS);
  }

  private lose(): void {
    if (this.socket === null) return;
    this.leave();
    this.ends.onState('stale');
    this.retry = setTimeout(() => this.connect(), RETRY_MS[Math.min(this.attempt++, RETRY_MS.length - 1)]);
  }

  private leave(): void {
    clearTimeout(this.silence);
    const socket = this.socket;
    this.socket = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
