using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.Discord;

/// <summary>What a message of a webhook may hold; what it may not is named as Discord names it, field by field.</summary>
internal sealed class DiscordRules
{
    private const int MaxEmbeds = 10;
    private const int MaxEmbedCharacters = 6000;

    private readonly JsonObject _errors = [];

    private DiscordRules()
    {
    }

    /// <returns>The tree below <c>errors</c>; null where nothing is wrong.</returns>
    public static JsonObject? Check(JsonObject body)
    {
        var rules = new DiscordRules();
        rules.Text(body, [], "content", 2000, isRequired: false);
        rules.Text(body, [], "username", 80, isRequired: false);
        if (body["embeds"] is { } embeds) rules.Embeds(embeds as JsonArray);
        return rules._errors.Count > 0 ? rules._errors : null;
    }

    /// <summary>Whether there is anything to show.</summary>
    public static bool IsEmpty(JsonObject body, int files) =>
        files == 0 && Trimmed(body["content"]) is not { Length: > 0 } && body["embeds"] is not JsonArray { Count: > 0 }
        && body["components"] is not JsonArray { Count: > 0 } && body["poll"] is null;

    private void Embeds(JsonArray? embeds)
    {
        if (embeds is null)
        {
            Add(["embeds"], "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
            return;
        }
        if (embeds.Count > MaxEmbeds) Add(["embeds"], "BASE_TYPE_MAX_LENGTH", $"Must be {MaxEmbeds} or fewer in length.");
        var all = 0;
        foreach (var (i, node) in embeds.Index())
        {
            string[] at = ["embeds", Number(i)];
            if (node is not JsonObject embed)
            {
                Add(at, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType");
                continue;
            }
            all += Text(embed, at, "title", 256, false) + Text(embed, at, "description", 4096, false);
            all += Text(embed["footer"] as JsonObject, [.. at, "footer"], "text", 2048, true) + Text(embed["author"] as JsonObject, [.. at, "author"], "name", 256, true);
            all += Fields(embed["fields"] as JsonArray, [.. at, "fields"]);
            if (embed["url"] is { } url && !(Uri.TryCreate(url.ToString(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
                Add([.. at, "url"], "URL_TYPE_INVALID_URL", "Not a well formed URL.");
            if (embed["timestamp"] is { } time && !DateTimeOffset.TryParse(time.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _))
                Add([.. at, "timestamp"], "DATE_TIME_TYPE_PARSE", $"Could not parse {time}. Should be ISO8601.");
            if (embed["color"] is { } colour && !(colour.GetValueKind() is JsonValueKind.Number && colour.GetValue<double>() is >= 0 and <= 0xFFFFFF))
                Add([.. at, "color"], "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.");
        }
        if (all > MaxEmbedCharacters) Add(["embeds"], "MAX_EMBED_SIZE_EXCEEDED", $"Embed size exceeds maximum size of {MaxEmbedCharacters}");
    }

    private int Fields(JsonArray? fields, string[] at)
    {
        if (fields is null) return 0;
        if (fields.Count > 25) Add(at, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
        var all = 0;
        foreach (var (i, field) in fields.Index())
            all += Text(field as JsonObject, [.. at, Number(i)], "name", 256, true) + Text(field as JsonObject, [.. at, Number(i)], "value", 1024, true);
        return all;
    }

    /// <returns>Its length without the white space around it.</returns>
    private int Text(JsonObject? holder, string[] at, string name, int most, bool isRequired)
    {
        if (holder is null) return 0;
        var text = Trimmed(holder[name]);
        if (text is not { Length: > 0 } && isRequired) Add([.. at, name], "BASE_TYPE_REQUIRED", "This field is required");
        if (text?.Length > most) Add([.. at, name], "BASE_TYPE_MAX_LENGTH", $"Must be {most} or fewer in length.");
        return text?.Length ?? 0;
    }

    private void Add(string[] path, string code, string message)
    {
        var at = _errors;
        foreach (var step in path)
        {
            if (at[step] is not JsonObject next) at[step] = next = [];
            at = next;
        }
        if (at["_errors"] is not JsonArray list) at["_errors"] = list = [];
        list.Add(new JsonObject { ["code"] = code, ["message"] = message });
    }

    private static string? Trimmed(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text.Trim() : null;

    private static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);
}
