using System.Globalization;
using System.Text.Json;
using Posthaste.Platforms.Graph;

namespace Posthaste.Platforms.Instagram.Login;

/// <summary>Asks Facebook, in the app's name, what it knows of a token (<c>debug_token</c>).</summary>
internal sealed class TokenInspection(TokenCalls calls, InstagramOptions options, InstagramApps apps)
{
    /// <summary>The app is known: without it nobody may ask.</summary>
    public bool IsPossible => apps.Facebook.IsWhole;

    /// <returns>The facts, or the answer that has none.</returns>
    public async Task<(TokenFacts? Facts, GraphAnswer Answer)> ReadAsync(Secret token, CancellationToken ct)
    {
        var known = apps.Facebook;
        var app = new Secret($"{known.Id}|{known.Secret}");
        var answer = await calls.GetAsync(
            options.GraphBaseUrl, $"{options.GraphVersion}/debug_token", [new("input_token", token.Reveal()), AppSecretProof.Of(known.Secret!, app)], app, ct);
        return (answer is GraphAnswer.Done done && done.Body.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? Read(data) : null, answer);
    }

    private static TokenFacts Read(JsonElement data) => new()
    {
        IsValid = data.TryGetProperty("is_valid", out var valid) && valid.ValueKind == JsonValueKind.True,
        UserId = data.Text("user_id"),
        Scopes = TokenAnswer.ScopesIn(data, "scopes") ?? [],
        ExpiresAt = UnixTime(data, "expires_at"),
    };

    /// <summary>Zero stands for never.</summary>
    private static DateTimeOffset? UnixTime(JsonElement data, string name) =>
        long.TryParse(data.Text(name), CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}

/// <summary>What Facebook knows of a token.</summary>
internal sealed record TokenFacts
{
    public required bool IsValid { get; init; }

    /// <summary>Who granted it, by the id that is theirs in this app.</summary>
    public required string? UserId { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>Null where it never ends by time.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }
}
