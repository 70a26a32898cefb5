// @discordjs/rest against the sandboxed webhooks. Prints what it got as one line of JSON.
//   node discord.mjs http://127.0.0.1:5099 <webhook id> <webhook token>
import { DiscordAPIError, REST } from '@discordjs/rest';

const [root, id, token] = process.argv.slice(2);
const rest = new REST({ api: `${root}/api`, version: '10', retries: 0 });
const webhook = `/webhooks/${id}/${token}`;
const wait = new URLSearchParams({ wait: 'true' });
const limited = [];
rest.on('rateLimited', info => limited.push(info.limit));
const refusal = async call => {
  try {
    await call();
    return null;
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    return { status: error.status, code: error.code, errors: error.rawError.errors ?? null };
  }
};
const got = {};

got.name = (await rest.get(webhook, { auth: false })).name;
const sent = await rest.post(webhook, { auth: false, query: wait, body: { embeds: [{ title: 'Not published', description: 'The token is dead.', color: 0xd92d20, timestamp: new Date(0).toISOString() }] } });
got.sent = { title: sent.embeds[0].title, webhook: sent.webhook_id };
got.nothing = (await rest.post(webhook, { auth: false, body: { content: 'no answer is wanted' } }))?.byteLength ?? null;
const file = await rest.post(webhook, { auth: false, query: wait, body: { content: 'with a file' }, files: [{ name: 'a.txt', data: Buffer.from('bread') }] });
got.file = { content: file.content, name: file.attachments[0].filename, size: file.attachments[0].size };
got.edited = (await rest.patch(`${webhook}/messages/${sent.id}`, { auth: false, body: { content: 'Published after all' } })).content;
got.read = (await rest.get(`${webhook}/messages/${sent.id}`, { auth: false })).content;
await rest.delete(`${webhook}/messages/${sent.id}`, { auth: false });
got.gone = await refusal(() => rest.get(`${webhook}/messages/${sent.id}`, { auth: false }));

got.empty = await refusal(() => rest.post(webhook, { auth: false, body: {} }));
got.long = await refusal(() => rest.post(webhook, { auth: false, body: { embeds: [{ title: 'x'.repeat(257), fields: [{ name: '', value: 'y' }] }] } }));
got.heavy = await refusal(() => rest.post(webhook, { auth: false, body: { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] } }));
got.wrong = await refusal(() => rest.post(`/webhooks/${id}/wrong`, { auth: false, body: { content: 'x' } }));
got.unknown = await refusal(() => rest.post('/webhooks/1/wrong', { auth: false, body: { content: 'x' } }));

// More than the limit at once: the library reads the headers, waits, and all arrive.
const many = await Promise.all(Array.from({ length: 8 }, (_, i) => rest.post(webhook, { auth: false, query: wait, body: { content: `message ${i}` } })));
got.many = new Set(many.map(message => message.id)).size;
got.waited = limited.length > 0 && limited.every(limit => limit === 5);

console.log(JSON.stringify(got));
