using System.Text.Json.Nodes;
using Posthaste.Sandbox.Telegram;

namespace Posthaste.Sandbox.Control;

/// <summary>Telegram's nouns as the control API shows them.</summary>
internal static class TelegramViews
{
    public static object Of(TelegramWorld world) => new
    {
        world.Settings,
        bots = world.Bots.Values.Select(Of).ToList(),
        users = world.Users.Values.ToList(),
        chats = world.Chats.Values.Select(Of).ToList(),
    };

    public static object Of(FakeBot bot) => new { bot.Id, bot.Token, bot.Name, bot.Username, bot.HasPrivacy, pendingUpdates = bot.Updates.Count, isPolling = bot.Waiting is not null, bot.Webhook };

    public static object Of(FakeChat chat) => new { chat.Id, chat.Type, chat.Title, chat.State, chat.MovedTo, chat.Members, messages = chat.Messages.Count };

    public static object Of(FakeMessage message) => new
    {
        messageId = message.Id,
        message.FromId,
        message.At,
        message.EditedAt,
        text = message.Text?.Text,
        caption = message.Caption?.Text,
        entities = (message.Text ?? message.Caption)?.Entities,
        file = message.File is { } file ? new { file.Kind, file.Name, file.ContentType, bytes = file.Bytes.Length, file.Width, file.Height } : null,
        message.MediaGroupId,
        message.ReplyTo,
        buttons = Buttons(message).Select(button => new { button.Text, button.Data }).ToList(),
        message.ForcesReply,
    };

    public static IEnumerable<(string Text, string? Data)> Buttons(FakeMessage message) =>
        from row in message.Keyboard?["inline_keyboard"] as JsonArray ?? []
        from button in (JsonArray)row!
        select ((string)button!["text"]!, (string?)button["callback_data"]);
}
