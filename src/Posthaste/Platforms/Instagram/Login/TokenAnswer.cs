using System.Globalization;
using System.Text.Json;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram.Login;

/// <summary>Reads what the token endpoints answer.</summary>
internal static class TokenAnswer
{
    /// <summary>Instagram's page wraps the token of a code in a list; the field sees it flat.</summary>
    public static JsonElement Unwrap(JsonElement body) =>
        body.Data().FirstOrDefault() is { ValueKind: JsonValueKind.Object } wrapped ? wrapped : body;

    /// <param name="body">With <c>expires_in</c>, in seconds.</param>
    /// <param name="now">When it was asked for: rather too early than too late.</param>
    /// <returns>Null where the answer does not tell.</returns>
    public static DateTimeOffset? EndOf(JsonElement body, DateTimeOffset now) =>
        long.TryParse(body.Text("expires_in"), CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1_000_000_000 ? now.AddSeconds(seconds) : null;

    /// <summary>Permissions come as a list, or as one text with commas.</summary>
    /// <returns>Null where the answer does not tell.</returns>
    public static IReadOnlyList<string>? ScopesIn(JsonElement body, string name) => !body.TryGetProperty(name, out var scopes) ? null : scopes.ValueKind switch
    {
        JsonValueKind.Array => [.. scopes.EnumerateArray().Where(scope => scope.ValueKind == JsonValueKind.String).Select(scope => scope.GetString()!)],
        JsonValueKind.String => InstagramOptions.ScopesIn(scopes.GetString()!),
        _ => null,
    };
}
