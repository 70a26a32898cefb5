import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import { Connection, type LiveState } from '../../src/live/Connection.ts';
import type { Change } from '../../src/live/touched.ts';

/** A socket that a test holds by its other end. */
class Socket {
  sent: string[] = [];
  isClosed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  send = (text: string) => void this.sent.push(text);
  close = () => {
    this.isClosed = true;
  };
  says = (...messages: string[]) => this.onmessage?.({ data: messages.map(message => `${message}\u001e`).join('') });
}

let sockets: Socket[];
let changes: Change[][];
let states: LiveState[];
let connection: Connection;

// Clock and set-up are theirs alone: all rules run in one process.
describe('the live connection', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    [sockets, changes, states] = [[], [], []];
    connection = new Connection({
      address: () => 'ws://posts.example/hubs/events',
      open: () => {
        sockets.push(new Socket());
        return sockets.at(-1) as never;
      },
      onChanges: heard => changes.push(heard),
      onState: state => states.push(state),
      now: Date.now,
    });
  });

  afterEach(() => {
    connection.close();
    mock.timers.reset();
  });

  const open = () => {
    sockets.at(-1)!.onopen!();
    sockets.at(-1)!.says('{}');
  };

  test('a connection is live once its handshake is answered (R-OPS-1)', () => {
    sockets[0]!.onopen!();
    assert.deepEqual(sockets[0]!.sent, ['{"protocol":"json","version":1}\u001e']);
    assert.deepEqual(states, []);

    sockets[0]!.says('{}');
    assert.deepEqual(states, ['live']);
  });

  test('changes are told as they come, also several in one piece and beside the answer to the handshake', () => {
    sockets[0]!.onopen!();
    sockets[0]!.says('{}', '{"type":1,"target":"changed","arguments":[[]]}', '{"type":6}', '{"type":1,"target":"changed","arguments":[[{"kind":"job.published","id":"j1","postId":"p1"}]]}');

    assert.deepEqual(changes, [[], [{ kind: 'job.published', id: 'j1', postId: 'p1' }]]);
  });

  test('what a later server may say besides is passed over', () => {
    open();
    sockets[0]!.says('{"type":1,"target":"renamed","arguments":[1]}', '{"type":9,"sequenceId":1}');

    assert.deepEqual([changes, states], [[], ['live']]);
  });

  test('a lost connection is stale and comes back at once, then more and more slowly', () => {
    open();
    sockets[0]!.onclose!();
    assert.deepEqual(states, ['live', 'stale']);
    mock.timers.tick(0);
    assert.equal(sockets.length, 2);

    sockets[1]!.onclose!();
    mock.timers.tick(999);
    assert.equal(sockets.length, 2);
    mock.timers.tick(1);
    assert.equal(sockets.length, 3);

    open();
    assert.equal(states.at(-1), 'live');
    sockets[2]!.onclose!();
    mock.timers.tick(0);
    assert.equal(sockets.length, 4); // it was live in between: the patience begins anew
  });

  test('a server that says nothing for half a minute is lost, though its socket stands', () => {
    open();
    mock.timers.tick(29_999);
    sockets[0]!.says('{"type":6}');
    mock.timers.tick(29_999);
    assert.deepEqual(states, ['live']);

    mock.timers.tick(1);
    assert.deepEqual(states, ['live', 'stale']);
    assert.equal(sockets[0]!.isClosed, true);
  });

  test('it answers the server\u2019s pings, so that the server does not give it up, and not every one of many messages', () => {
    open();
    mock.timers.tick(15_000);
    sockets[0]!.says('{"type":6}');
    sockets[0]!.says('{"type":1,"target":"changed","arguments":[[]]}');

    assert.deepEqual(sockets[0]!.sent.slice(1), ['{"type":6}\u001e']);
  });

  test('a connection that the server ends is lost, and one that is closed here is over', () => {
    open();
    sockets[0]!.says('{"type":7,"error":"The server is stopping."}');
    assert.deepEqual(states, ['live', 'stale']);

    connection.close();
    mock.timers.tick(60_000);
    assert.equal(sockets.length, 1);
  });
});
