using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Posthaste.Cli.Posts;

/// <summary>The extras of a post on the command line: <c>--option key=value</c>, and <c>--option key:=json</c> for what has a shape of its own.</summary>
internal static class PostOptions
{
    /// <summary>What the API takes under each name. What stands not here is sent as it is written, and the server says what it thinks of it.</summary>
    public static IReadOnlyDictionary<string, OptionKind> Kinds { get; } = new Dictionary<string, OptionKind>
    {
        ["locationId"] = OptionKind.Text,
        ["userTags"] = OptionKind.Json,
        ["collaborators"] = OptionKind.List,
        ["coverMediaId"] = OptionKind.Text,
        ["thumbOffsetMs"] = OptionKind.Number,
        ["shareToFeed"] = OptionKind.YesNo,
        ["audioName"] = OptionKind.Text,
        ["trialGraduation"] = OptionKind.Text,
        ["isAiGenerated"] = OptionKind.YesNo,
        ["isPaidPartnership"] = OptionKind.YesNo,
        ["sponsorIds"] = OptionKind.List,
        ["firstComment"] = OptionKind.Text,
        ["privacy"] = OptionKind.Text,
        ["allowComments"] = OptionKind.YesNo,
        ["allowDuet"] = OptionKind.YesNo,
        ["allowStitch"] = OptionKind.YesNo,
        ["delivery"] = OptionKind.Text,
        ["isOwnBrand"] = OptionKind.YesNo,
    };

    /// <exception cref="CommandFailedException">It is not of this form, or not of the option's kind.</exception>
    public static (string Name, JsonNode? Value) Read(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0 || text[..at] == ":") throw Wrong(text, "expected is key=value");
        if (text[at - 1] == ':') return (text[..(at - 1)], Parse(text, text[(at + 1)..]));
        var (name, value) = (text[..at], text[(at + 1)..]);
        return (name, Kinds.GetValueOrDefault(name) switch
        {
            OptionKind.Number => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(text, "expected is a whole number"),
            OptionKind.YesNo => bool.TryParse(value, out var yes) ? yes : throw Wrong(text, "expected is true or false"),
            OptionKind.List => new JsonArray([.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(item => (JsonNode)item)]),
            OptionKind.Json => throw Wrong(text, $"it has a shape of its own: give it as {name}:=JSON"),
            _ => value,
        });
    }

    private static JsonNode? Parse(string text, string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            throw Wrong(text, "after := comes JSON");
        }
    }

    private static CommandFailedException Wrong(string text, string why) => new(ExitCode.Usage, $"--option \"{text}\": {why}.");
}

/// <summary>What is written after the <c>=</c>.</summary>
internal enum OptionKind
{
    Text,
    Number,
    YesNo,

    /// <summary>Parted by commas.</summary>
    List,

    /// <summary>Only after <c>:=</c>.</summary>
    Json,
}
