import { expect, request, type APIRequestContext, type APIResponse } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import type { DemoServer } from '../server.ts';

/** An account at the stand-in of Instagram, and in the workspace. */
export interface Account {
  /** At the network. */
  id: string;
  username: string;
  token: string;
  /** Of the channel; empty where it is not connected yet. */
  channelId: string;
}

export type Role = 'owner' | 'admin' | 'editor' | 'approver' | 'viewer';

type Cookies = Awaited<ReturnType<APIRequestContext['storageState']>>;

/** Somebody who belongs to the workspace. */
export interface Member {
  name: string;
  email: string;
  password: string;
  cookies: Cookies;
}

/** What the API answered; a refusal fails the test with the server's sentence. */
export async function read<T>(answer: APIResponse): Promise<T> {
  expect(answer.ok(), `${answer.url()} ${answer.status()} ${await answer.text()}`).toBe(true);
  return (answer.status() === 204 ? undefined : await answer.json()) as T;
}

/** No cookies: new contexts take over those of the test's pages where nothing is said. */
const NOBODY: Cookies = { cookies: [], origins: [] };

const word = () => randomBytes(4).toString('hex');

/** A workspace of a test's own, so that nothing in it is anybody else's: its key, its accounts, its members. */
export class Space {
  private constructor(
    readonly id: string,
    readonly name: string,
    /** Speaks to the API with a key of this workspace. */
    readonly api: APIRequestContext,
    private readonly server: DemoServer,
    private readonly sandbox: APIRequestContext,
  ) {}

  static async open(server: DemoServer, owner: Cookies, sandbox: APIRequestContext, name = `Test ${word()}`): Promise<Space> {
    const session = await request.newContext({ baseURL: server.url, storageState: owner });
    const { csrfToken } = await read<{ csrfToken: string }>(await session.get('/api/v1/session'));
    const headers = { 'X-CSRF-Token': csrfToken };
    const { id } = await read<{ id: string }>(await session.post('/api/v1/workspaces', { headers, data: { name, timeZone: 'Europe/Berlin' } }));
    const { key } = await read<{ key: string }>(await session.post('/api/v1/api-keys', { headers: { ...headers, 'X-Workspace': id }, data: { name: 'Content desk' } }));
    await session.dispose();
    return new Space(id, name, await request.newContext({ baseURL: server.url, storageState: NOBODY, extraHTTPHeaders: { 'X-Api-Key': key } }), server, sandbox);
  }

  close(): Promise<void> {
    return this.api.dispose();
  }

  get = async <T>(path: string): Promise<T> => read<T>(await this.api.get(`/api/v1/${path}`));
  post = async <T = unknown>(path: string, data: unknown = {}): Promise<T> => read<T>(await this.api.post(`/api/v1/${path}`, { data }));
  patch = async <T = unknown>(path: string, data: unknown, headers: Record<string, string> = {}): Promise<T> => read<T>(await this.api.patch(`/api/v1/${path}`, { data, headers }));

  /** The rules of the workspace, such as who must approve. */
  rules = (rules: object) => this.patch('workspace', rules);

  /** An account at the stand-in that nobody has connected yet. Its videos are ready at once. */
  async newAccount(more: { username?: string; name?: string } = {}): Promise<Account> {
    const [username, token] = [more.username ?? `bakery.${word()}`, `token-${word()}${word()}`];
    const made = await read<{ id: string }>(await this.sandbox.post('/sandbox/accounts', { data: { name: 'A bakery', ...more, username, token, videoProcessingSeconds: 0.2 } }));
    return { id: made.id, username, token, channelId: '' };
  }

  /** An account of its own, connected. */
  async connect(more: { username?: string; name?: string } = {}): Promise<Account> {
    const account = await this.newAccount(more);
    const { id } = await this.post<{ id: string }>('channels', { platform: 'instagram', accessToken: account.token });
    return { ...account, channelId: id };
  }

  /** Somebody new, by an invitation that they accepted. */
  async invite(role: Role, name = `Pat ${role}`): Promise<Member> {
    const member = { name, email: `${role}.${word()}@example.com`, password: 'seven loaves before dawn' };
    const { link } = await this.post<{ link: string }>('invites', { email: member.email, role });
    const guest = await request.newContext({ baseURL: this.server.url, storageState: NOBODY });
    await read(await guest.post('/api/v1/invites/accept', { data: { token: link.split('#')[1], name, password: member.password } }));
    const cookies = await guest.storageState();
    await guest.dispose();
    return { ...member, cookies };
  }

  /** Orders something to go wrong with an account's calls at the stand-in. */
  fault = async (account: Account, fault: object): Promise<void> => {
    await read(await this.sandbox.post('/sandbox/faults', { data: { account: account.id, ...fault } }));
  };

  /** What really happened on an account. */
  ledger = async (account: Account) =>
    read<{ posts: { mediaId: string; caption: string | null; productType: string; mediaType: string; mediaSha256s: string[] }[]; calls: { accepted: boolean }[] }>(await this.sandbox.get(`/sandbox/ledger?account=${account.id}`));
}
