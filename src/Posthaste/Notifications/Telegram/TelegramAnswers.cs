using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Posthaste.Platforms;

namespace Posthaste.Notifications.Telegram;

/// <summary>Reads answers of the Bot API. Pure. Facts: github tdlib/telegram-bot-api @ 01a3679 (10.0), read 2026-11.</summary>
internal static class TelegramAnswers
{
    private const int MaxDescription = 200;

    private static readonly TimeSpan DefaultWait = TimeSpan.FromSeconds(5);

    /// <summary>Parts of Telegram's texts, and what they mean. The first that is found counts.</summary>
    private static readonly (string Part, TelegramRefusal Kind)[] Meanings =
    [
        ("message is not modified", TelegramRefusal.NotModified),
        ("message to edit not found", TelegramRefusal.MessageGone),
        ("message can't be edited", TelegramRefusal.MessageGone),
        ("MESSAGE_ID_INVALID", TelegramRefusal.MessageGone),
        ("query is too old", TelegramRefusal.QueryTooOld),
        ("chat not found", TelegramRefusal.ChatGone),
        ("PEER_ID_INVALID", TelegramRefusal.ChatGone),
        ("CHAT_WRITE_FORBIDDEN", TelegramRefusal.ChatClosed),
        ("not enough rights", TelegramRefusal.ChatClosed),
        ("have no rights", TelegramRefusal.ChatClosed),
        ("PHOTO_INVALID_DIMENSIONS", TelegramRefusal.PictureUnfit),
        ("PHOTO_SAVE_FILE_INVALID", TelegramRefusal.PictureUnfit),
        ("PHOTO_EXT_INVALID", TelegramRefusal.PictureUnfit),
        ("IMAGE_PROCESS_FAILED", TelegramRefusal.PictureUnfit),
        ("too big for a photo", TelegramRefusal.PictureUnfit),
    ];

    public static TelegramAnswer Read(HttpAnswer answer) => answer switch
    {
        HttpAnswer.NotSent => new TelegramAnswer.Later(null, "Telegram could not be reached."),
        HttpAnswer.Lost => new TelegramAnswer.Unknown("Telegram's answer was lost."),
        HttpAnswer.Answered answered => Read(answered),
        _ => throw new UnreachableException(),
    };

    private static TelegramAnswer Read(HttpAnswer.Answered answered)
    {
        var body = Parse(answered.Body);
        if (answered.Status is >= 200 and < 300)
        {
            return body is { ValueKind: JsonValueKind.Object } good && good.TryGetProperty("ok", out var ok) && ok.ValueKind == JsonValueKind.True && good.TryGetProperty("result", out var result)
                ? new TelegramAnswer.Ok(result)
                : new TelegramAnswer.Unknown("Telegram's answer could not be read.");
        }
        if (answered.Status is < 400 or >= 500) return new TelegramAnswer.Unknown($"Telegram answered {answered.Status}.");
        var parameters = body is { ValueKind: JsonValueKind.Object } error && error.TryGetProperty("parameters", out var some) ? some : default;
        if (answered.Status == 429) return new TelegramAnswer.Later(WaitOf(parameters, answered), "Telegram asks to send more slowly.");
        if (NumberIn(parameters, "migrate_to_chat_id") is { } moved) return new TelegramAnswer.Moved(moved.ToString(CultureInfo.InvariantCulture));
        var description = DescriptionIn(body) ?? $"HTTP {answered.Status}";
        return new TelegramAnswer.Refused(answered.Status, description.Length <= MaxDescription ? description : description[..MaxDescription], KindOf(answered.Status, description));
    }

    private static TelegramRefusal KindOf(int status, string description) => status switch
    {
        // 404 is what a path with a token that is none gets.
        401 or 404 => TelegramRefusal.TokenWrong,
        403 => TelegramRefusal.ChatClosed,
        409 => TelegramRefusal.Conflict,
        413 => TelegramRefusal.FileTooLarge,
        _ => Meanings.FirstOrDefault(meaning => description.Contains(meaning.Part, StringComparison.OrdinalIgnoreCase)) is { Part: not null } found ? found.Kind : TelegramRefusal.Other,
    };

    private static TimeSpan WaitOf(JsonElement parameters, HttpAnswer.Answered answered) =>
        NumberIn(parameters, "retry_after") is { } seconds and >= 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds)
        : answered.Headers.RetryAfter?.Delta ?? DefaultWait;

    private static long? NumberIn(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static string? DescriptionIn(JsonElement? body) =>
        body is { ValueKind: JsonValueKind.Object } holder && holder.TryGetProperty("description", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Parse(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
