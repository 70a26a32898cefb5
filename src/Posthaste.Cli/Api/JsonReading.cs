using System.Globalization;
using System.Text.Json;

namespace Posthaste.Cli.Api;

/// <summary>Reads fields of the server's answers. What an older server does not send is as if it were null.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonElement of, string name) => of.Field(name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.True } => "true",
        { ValueKind: JsonValueKind.False } => "false",
        _ => null,
    };

    /// <exception cref="CommandFailedException">It is not there: whatever answered is no Posthaste server, or one of another time.</exception>
    public static string Needed(this JsonElement of, string name) => of.Text(name)
        ?? throw new CommandFailedException(ExitCode.Unexpected, $"The server's answer has no {name}. Is the address that of a Posthaste server?");

    public static long? Number(this JsonElement of, string name) =>
        of.Field(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    public static bool Flag(this JsonElement of, string name) => of.Field(name).ValueKind == JsonValueKind.True;

    public static DateTimeOffset? Time(this JsonElement of, string name) =>
        DateTimeOffset.TryParse(of.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The items of a list; none where there is no list.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement of, string name = "items") =>
        of.Field(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];

    public static IReadOnlyList<string> Texts(this JsonElement of, string name) =>
        [.. of.Items(name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    public static JsonElement Field(this JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var field) ? field : default;

    public static bool IsThere(this JsonElement of) => of.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);
}
