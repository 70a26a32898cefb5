namespace Posthaste.Sandbox.TikTok;

/// <summary>What a person agreed to on one consent page, with the refresh token that is good now.</summary>
internal sealed record TikTokGrant
{
    public required int Id { get; init; }

    public required string ClientKey { get; init; }

    public required string OpenId { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    public required string RefreshToken { get; init; }

    /// <summary>A refresh does not put it off.</summary>
    public required DateTimeOffset RefreshEndsAt { get; init; }

    public bool IsRevoked { get; init; }
}

/// <summary>An access token. One that was refreshed stays good until its end.</summary>
/// <param name="Value">Begins with <c>act.</c></param>
/// <param name="GrantId">What it is worth.</param>
/// <param name="EndsAt">A day after it was given out.</param>
internal sealed record TikTokToken(string Value, int GrantId, DateTimeOffset EndsAt);
