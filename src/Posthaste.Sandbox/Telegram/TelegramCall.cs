using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Posthaste.Sandbox.Graph;

namespace Posthaste.Sandbox.Telegram;

/// <summary>A call of a bot, read.</summary>
/// <param name="Method">As in the address, in lower case.</param>
/// <param name="Params">Query and body.</param>
/// <param name="Files">Parts of a multipart body that are files, by their names.</param>
/// <param name="At">On the sandbox's clock.</param>
internal sealed record TelegramCall(FakeBot Bot, string Method, GraphParams Params, IReadOnlyDictionary<string, SentFile> Files, DateTimeOffset At)
{
    /// <returns>Null where absent or no number.</returns>
    public long? Long(string name) =>
        long.TryParse(Params.Get(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Reads a field with text in it, as its <c>parse_mode</c> says.</summary>
    /// <returns>Null with a problem where it cannot be read; an empty text where there is none.</returns>
    public static (FormattedText? Text, string? Problem) ReadText(string? text, string? mode)
    {
        if (text is null) return (FormattedText.Plain(""), null);
        if (string.IsNullOrEmpty(mode)) return (FormattedText.Plain(text), null);
        if (!string.Equals(mode, "HTML", StringComparison.OrdinalIgnoreCase)) return (null, "unsupported parse_mode");
        var (parsed, problem) = TelegramHtml.Parse(text);
        return parsed is null ? (null, $"can't parse entities: {problem}") : (parsed, null);
    }

    public (FormattedText? Text, string? Problem) Text(string name) => ReadText(Params.Get(name), Params.Get("parse_mode"));

    /// <summary>The message it answers to.</summary>
    public (long? Id, string? Problem) ReplyTo(FakeChat chat)
    {
        var reply = Params.Json("reply_parameters") as JsonObject;
        var id = reply?["message_id"] is JsonValue value && value.TryGetValue<long>(out var number) ? number : Long("reply_to_message_id");
        if (id is null) return (null, null);
        if (chat.Find(id.Value) is not null) return (id, null);
        var isOptional = Params.Flag("allow_sending_without_reply") || reply?["allow_sending_without_reply"]?.GetValueKind() == JsonValueKind.True;
        return isOptional ? (null, null) : (null, "message to be replied not found");
    }
}

/// <summary>A file in a call.</summary>
internal sealed record SentFile(string Name, string ContentType, byte[] Bytes);
