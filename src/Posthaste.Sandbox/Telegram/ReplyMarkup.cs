using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Telegram;

/// <summary>What may stand below a message: an inline keyboard, or an answer that the person's app opens.</summary>
/// <param name="Keyboard">Null for none.</param>
/// <param name="ForcesReply">Whether it is <c>force_reply</c>.</param>
internal sealed record ReplyMarkup(JsonObject? Keyboard, bool ForcesReply)
{
    private const int MaxButtons = 100;

    /// <summary>A <c>reply_markup</c>; what is not there is none.</summary>
    public static (ReplyMarkup? Markup, string? Problem) Read(string? text)
    {
        if (text is null) return (new ReplyMarkup(null, false), null);
        JsonObject? json;
        try
        {
            json = JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return (null, "can't parse reply keyboard markup JSON object");
        }
        if (json is null) return (null, "object expected as reply markup");
        if (json["force_reply"]?.GetValueKind() == JsonValueKind.True)
        {
            return json["input_field_placeholder"]?.GetValue<string>() is { Length: > 64 } ? (null, "input field placeholder is too long") : (new ReplyMarkup(null, true), null);
        }
        if (!json.ContainsKey("inline_keyboard")) return (new ReplyMarkup(null, false), null);
        if (json["inline_keyboard"] is not JsonArray rows) return (null, "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays");
        var kept = new JsonArray();
        var count = 0;
        foreach (var row in rows)
        {
            if (row is not JsonArray buttons) return (null, "field \"inline_keyboard\" of the InlineKeyboardMarkup must be an Array of Arrays");
            foreach (var button in buttons)
            {
                if (ProblemOf(button as JsonObject) is { } problem) return (null, problem);
                count++;
            }
            if (buttons.Count > 0) kept.Add(buttons.DeepClone());
        }
        if (count > MaxButtons) return (null, "reply markup is too long");
        return (new ReplyMarkup(count == 0 ? null : new JsonObject { ["inline_keyboard"] = kept }, false), null);
    }

    private static string? ProblemOf(JsonObject? button)
    {
        if (button is null) return "can't parse inline keyboard button: InlineKeyboardButton must be an Object";
        if (TextOf(button["text"]) is not { Length: > 0 }) return "can't parse inline keyboard button: Field \"text\" must be of type String";
        if (button["callback_data"] is { } data)
            return TextOf(data) is { } text && Encoding.UTF8.GetByteCount(text) is >= 1 and <= 64 ? null : "BUTTON_DATA_INVALID";
        if (button["url"] is not { } url) return "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
        // A name without a dot is no address to Telegram: a button to localhost is refused.
        return Uri.TryCreate(TextOf(url), UriKind.Absolute, out var address) && address.Scheme is "http" or "https" or "tg" && (address.Scheme == "tg" || address.Host.Contains('.', StringComparison.Ordinal))
            ? null
            : $"inline keyboard button URL '{TextOf(url)}' is invalid: Wrong HTTP URL";
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
