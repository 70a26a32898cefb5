using System.Globalization;
using System.Text.Json;

namespace Posthaste.Handover.Telegram;

/// <summary>What happened in a chat, so far as it concerns cards.</summary>
/// <param name="Id">Grows by one with each.</param>
internal abstract record TelegramUpdate(long Id)
{
    /// <summary>A button was pressed.</summary>
    /// <param name="QueryId">By which the press is answered.</param>
    /// <param name="Data">What is behind the button.</param>
    public sealed record Press(long Id, string QueryId, string ChatId, long MessageId, CardPerson By, string? Data) : TelegramUpdate(Id);

    /// <summary>Somebody wrote something.</summary>
    /// <param name="ChatTitle">A person's name in a private chat.</param>
    /// <param name="ReplyTo">The message it answers; null for none.</param>
    /// <param name="ReplyToData">What is behind the first button of that one; null where it has none.</param>
    public sealed record Message(long Id, string ChatId, string ChatTitle, long MessageId, CardPerson By, string Text, long? ReplyTo, string? ReplyToData) : TelegramUpdate(Id);

    /// <summary>A group has become a supergroup.</summary>
    public sealed record Moved(long Id, string ChatId, string NewChatId) : TelegramUpdate(Id);

    public sealed record Other(long Id) : TelegramUpdate(Id);

    /// <summary>Reads one as Telegram sends it; what is not understood is <see cref="Other"/>.</summary>
    /// <returns>Null for what is no update at all.</returns>
    public static TelegramUpdate? Read(JsonElement json)
    {
        if (Number(json, "update_id") is not { } id) return null;
        if (Object(json, "callback_query") is { } query) return (TelegramUpdate?)ReadPress(id, query) ?? new Other(id);
        if (Object(json, "message") is { } message) return ReadMessage(id, message) ?? new Other(id);
        return new Other(id);
    }

    private static Press? ReadPress(long id, JsonElement query) =>
        // A message too old for Telegram to show is told with its chat and number all the same.
        TextIn(query, "id") is { } queryId && PersonIn(query) is { } by && Object(query, "message") is { } message
            && Object(message, "chat") is { } chat && Number(chat, "id") is { } chatId && Number(message, "message_id") is { } messageId
            ? new Press(id, queryId, Digits(chatId), messageId, by, TextIn(query, "data"))
            : null;

    private static TelegramUpdate? ReadMessage(long id, JsonElement message)
    {
        if (Object(message, "chat") is not { } chat || Number(chat, "id") is not { } chatId) return null;
        if (Number(message, "migrate_to_chat_id") is { } moved) return new Moved(id, Digits(chatId), Digits(moved));
        if (PersonIn(message) is not { } by || TextIn(message, "text") is not { } text || Number(message, "message_id") is not { } messageId) return null;
        var answered = Object(message, "reply_to_message");
        return new Message(
            id, Digits(chatId), TextIn(chat, "title") ?? NameIn(chat), messageId, by, text,
            answered is { } one ? Number(one, "message_id") : null, answered is { } other ? FirstButtonOf(other) : null);
    }

    private static CardPerson? PersonIn(JsonElement holder) =>
        Object(holder, "from") is { } from && Number(from, "id") is { } id ? new CardPerson(Digits(id), NameIn(from)) : null;

    private static string NameIn(JsonElement person)
    {
        var name = $"{TextIn(person, "first_name")} {TextIn(person, "last_name")}".Trim();
        return name.Length > 0 ? name : TextIn(person, "username") ?? "Somebody";
    }

    private static string? FirstButtonOf(JsonElement message) =>
        Object(message, "reply_markup") is { } markup && markup.TryGetProperty("inline_keyboard", out var rows) && rows.ValueKind == JsonValueKind.Array
            && rows.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Array } row && row.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } button
            ? TextIn(button, "callback_data")
            : null;

    private static JsonElement? Object(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? TextIn(JsonElement holder, string name) => holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static string Digits(long number) => number.ToString(CultureInfo.InvariantCulture);
}
