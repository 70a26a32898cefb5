using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Telegram;

/// <summary>The methods that change messages, and the one that answers a press.</summary>
internal static class EditMessages
{
    private const string NotModified = "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message";

    public static TelegramReply Run(TelegramWorld world, TelegramCall call)
    {
        var (chat, refusal) = TelegramLimits.ChatOf(world, call);
        if (chat is null) return refusal!;
        if (call.Long("message_id") is not { } id) return TelegramReply.Bad("message identifier is not specified");
        if (chat.Find(id) is not { } message) return TelegramReply.Bad("message to edit not found");
        if (message.FromId != call.Bot.Id) return TelegramReply.Bad("message can't be edited");
        var (markup, wrong) = ReplyMarkup.Read(call.Params.Get("reply_markup"));
        if (markup is null) return TelegramReply.Bad(wrong!);
        var (changed, problem) = Change(call, message);
        if (changed is null) return TelegramReply.Bad(problem!);
        changed = changed with { Keyboard = markup.Keyboard };
        if (IsSame(message, changed)) return TelegramReply.Bad(NotModified);
        changed = changed with { EditedAt = call.At };
        chat.Messages[chat.Messages.IndexOf(message)] = changed;
        return TelegramReply.Ok(changed.ToJson(world));
    }

    public static TelegramReply AnswerPress(TelegramWorld world, TelegramCall call)
    {
        var text = call.Params.Get("text");
        if (text is { Length: > TelegramLimits.MaxCallbackText }) return TelegramReply.Bad("MESSAGE_TOO_LONG");
        if (world.Callbacks.GetValueOrDefault(call.Params.Get("callback_query_id") ?? "") is not { } press
            || press.At.AddSeconds(world.Settings.CallbackLifeSeconds) <= call.At)
            return TelegramReply.Bad("query is too old and response timeout expired or query ID is invalid");
        world.Callbacks[press.Id] = press with { AnsweredAt = call.At, Text = text, IsAlert = call.Params.Flag("show_alert") };
        return TelegramReply.True();
    }

    private static (FakeMessage? Message, string? Problem) Change(TelegramCall call, FakeMessage message)
    {
        switch (call.Method)
        {
            case "editmessagetext":
                var (text, unread) = call.Text("text");
                if (text is null) return (null, unread);
                if (text.Text.Length == 0) return (null, "message text is empty");
                if (text.Text.Length > TelegramLimits.MaxText) return (null, "MESSAGE_TOO_LONG");
                return message.Text is null ? (null, "there is no text in the message to edit") : (message with { Text = text }, null);
            case "editmessagecaption":
                var (caption, bad) = call.Text("caption");
                if (caption is null) return (null, bad);
                if (caption.Text.Length > TelegramLimits.MaxCaption) return (null, "message caption is too long");
                return message.File is null ? (null, "there is no caption in the message to edit") : (message with { Caption = caption }, null);
            default:
                return (message, null);
        }
    }

    private static bool IsSame(FakeMessage one, FakeMessage other) =>
        IsSame(one.Text, other.Text) && IsSame(one.Caption, other.Caption) && JsonNode.DeepEquals(one.Keyboard, other.Keyboard);

    private static bool IsSame(FormattedText? one, FormattedText? other) => one?.Text == other?.Text && (one?.Entities ?? []).SequenceEqual(other?.Entities ?? []);
}
