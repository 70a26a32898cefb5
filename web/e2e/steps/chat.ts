import { expect, type APIRequestContext } from '@playwright/test';
import { read } from './space.ts';

/** A message in a chat of the stand-in of Telegram, as far as tests look at it. */
interface Message {
  messageId: number;
  text: string | null;
  caption: string | null;
  buttons: unknown;
  forcesReply: boolean;
}

/** Robin Baker, who is in every chat of the stand-in. */
const ROBIN = 2_000_000_001;

/** A group at the stand-in of Telegram, with one person and the server's bot in it. */
export class Chat {
  private constructor(
    private readonly sandbox: APIRequestContext,
    private readonly id: number,
    readonly title: string,
  ) {}

  static async open(sandbox: APIRequestContext, title: string): Promise<Chat> {
    const { id } = await read<{ id: number }>(await sandbox.post('/sandbox/telegram/chats', { data: { title, members: [ROBIN] } }));
    return new Chat(sandbox, id, title);
  }

  messages = async (): Promise<Message[]> => (await read<{ items: Message[] }>(await this.sandbox.get(`/sandbox/telegram/chats/${this.id}/messages`))).items;

  /** Robin writes something. */
  write = async (text: string, replyTo?: number): Promise<void> => {
    await read(await this.sandbox.post(`/sandbox/telegram/chats/${this.id}/messages`, { data: { text, user: ROBIN, ...(replyTo === undefined ? {} : { replyTo }) } }));
  };

  /** Robin presses the newest button of this name. */
  press = async (button: string): Promise<void> => {
    await read(await this.sandbox.post(`/sandbox/telegram/chats/${this.id}/presses`, { data: { button, user: ROBIN } }));
  };

  /** Waits for a message. */
  async until(fits: (message: Message) => boolean): Promise<Message> {
    await expect.poll(async () => (await this.messages()).some(fits), { timeout: 30_000, intervals: [200] }).toBe(true);
    return (await this.messages()).filter(fits).at(-1)!;
  }
}
