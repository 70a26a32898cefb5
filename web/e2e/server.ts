import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, '../../artifacts/bin/Posthaste.Server/debug/Posthaste.Server.dll');
const START_MS = 240_000;

/** What a rehearsal need not wait for: many changes in a minute, and the patience with an answer that was lost. Six seconds of asking take the place of a day. Notifications go to stand-ins on this machine. */
const SETTINGS = ['--Api:WritesPerMinute', '10000', '--Jobs:Settling:Scale', '0.02', '--Jobs:Settling:GiveUp', '00:05:00', '--Notifications:AllowPrivateAddresses', 'true'];

/** A server with its sandbox and the demo's workspace, in a folder of its own. */
export class DemoServer {
  readonly url: string;
  readonly sandboxUrl: string;
  /** What became the owner's way in: `/setup#…`. */
  readonly setupToken: string;
  readonly apiKey: string;
  private readonly process: ChildProcess;
  private readonly folder: string;

  private constructor(url: string, sandboxUrl: string, setupToken: string, apiKey: string, process: ChildProcess, folder: string) {
    [this.url, this.sandboxUrl, this.setupToken, this.apiKey, this.process, this.folder] = [url, sandboxUrl, setupToken, apiKey, process, folder];
  }

  static async start(): Promise<DemoServer> {
    const folder = await mkdtemp(join(tmpdir(), 'posthaste-e2e-'));
    const port = await twoFreePorts();
    const url = `http://127.0.0.1:${port}`;
    const child = spawn('dotnet', [PROGRAM, 'demo', '--urls', url, '--DataDir', join(folder, 'data'), ...SETTINGS], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const said = (pattern: RegExp) =>
      new Promise<string>((found, fail) => {
        const late = setTimeout(() => fail(new Error(`The server did not say ${pattern} in time:\n${output}`)), START_MS);
        const look = () => {
          const match = pattern.exec(output);
          if (!match) return;
          clearTimeout(late);
          found(match[1]!);
        };
        child.stdout.on('data', look);
        child.on('exit', code => fail(new Error(`The server ended with ${code}:\n${output}`)));
        look();
      });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
    const [token, key] = await Promise.all([said(/\/setup#(\S+)/), said(/API key\s+(\S+)/)]).catch(async (error: unknown) => {
      // Whoever starts the next one must not have this one beside it.
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      throw error;
    });
    return new DemoServer(url, `http://127.0.0.1:${port + 1}`, token, key, child, folder);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode === null) {
      const ended = new Promise(done => this.process.once('exit', done));
      this.process.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The demo puts its sandbox on the next port. They lie below the range that outgoing calls take theirs from. */
async function twoFreePorts(): Promise<number> {
  for (let port = 14_000 + (process.pid % 2_500) * 2; ; port += 2) if ((await isFree(port)) && (await isFree(port + 1))) return port;
}

const isFree = (port: number) =>
  new Promise<boolean>(answer => {
    const server = createServer();
    server.once('error', () => answer(false));
    server.listen(port, '127.0.0.1', () => server.close(() => answer(true)));
  });
