// grammY against the sandboxed Bot API. Prints what it got as one line of JSON; what differs from what it should be is for the test to say.
//   node telegram.mjs http://127.0.0.1:5099 <token> <chat>
import { Bot, GrammyError, InlineKeyboard, InputFile, InputMediaBuilder } from 'grammy';

const [root, token, chat] = process.argv.slice(2);
const bot = new Bot(token, { client: { apiRoot: root } });
const control = async (path, body) => (await fetch(`${root}/sandbox/telegram${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })).json();
const refusal = async call => {
  try {
    await call();
    return null;
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    return { code: error.error_code, description: error.description, parameters: error.parameters };
  }
};
// A JPEG of one grey block, as Telegram reads its size from the header.
const picture = Buffer.from(process.argv[5], 'base64');
const got = {};

await bot.init();
got.username = bot.botInfo.username;

const keyboard = new InlineKeyboard().text('Posted', 'p:1').text('Skip', 'k:1');
const text = await bot.api.sendMessage(chat, '<b>Bread</b> &amp; <code>butter</code>', { parse_mode: 'HTML', reply_markup: keyboard });
got.text = { text: text.text, entities: text.entities, buttons: text.reply_markup.inline_keyboard[0].length };
const photo = await bot.api.sendPhoto(chat, new InputFile(picture, '1.jpg'), { caption: 'One' });
got.photo = { sizes: photo.photo.length, width: photo.photo[0].width, caption: photo.caption };
const album = await bot.api.sendMediaGroup(chat, [InputMediaBuilder.photo(new InputFile(picture, 'a.jpg'), { caption: 'Both' }), InputMediaBuilder.photo(photo.photo[0].file_id)]);
got.album = { messages: album.length, isOne: album[0].media_group_id === album[1].media_group_id };
got.file = (await bot.api.getFile(photo.photo[0].file_id)).file_path;

const edited = await bot.api.editMessageText(chat, text.message_id, 'Posted by Robin');
got.edited = { text: edited.text, hasButtons: edited.reply_markup !== undefined, wasEdited: edited.edit_date !== undefined };
got.same = await refusal(() => bot.api.editMessageText(chat, text.message_id, 'Posted by Robin'));
await bot.api.editMessageReplyMarkup(chat, text.message_id, { reply_markup: keyboard });
got.noChat = await refusal(() => bot.api.sendMessage(12345, 'x'));
got.html = await refusal(() => bot.api.sendMessage(chat, '<b>x', { parse_mode: 'HTML' }));
await control('/faults', { kind: 'rate_limited', method: 'sendMessage', retryAfter: 17 });
got.slow = await refusal(() => bot.api.sendMessage(chat, 'x'));

await bot.api.setWebhook('https://bot.example.com/updates', { secret_token: 'secret_1' });
got.webhook = (await bot.api.getWebhookInfo()).url;
got.hooked = await refusal(() => bot.api.getUpdates());

// grammY's own polling: it takes the webhook away first, and confirms what it has dealt with.
const seen = [];
const both = new Promise(done => {
  bot.on('callback_query:data', async context => {
    seen.push(`${context.from.first_name} pressed ${context.callbackQuery.data}`);
    await context.answerCallbackQuery({ text: 'Noted' });
    if (seen.length === 2) done();
  });
  bot.on('message:text', context => {
    seen.push(`${context.from.first_name} wrote ${context.message.text} to ${context.message.reply_to_message?.message_id === text.message_id ? 'the card' : 'nobody'}`);
    if (seen.length === 2) done();
  });
});
const polling = bot.start();
await control(`/chats/${chat}/presses`, { button: 'Skip' });
await control(`/chats/${chat}/messages`, { text: 'https://example.com/p/1', replyTo: text.message_id });
await both;
await bot.stop();
await polling;
got.seen = seen.sort();

console.log(JSON.stringify(got));
