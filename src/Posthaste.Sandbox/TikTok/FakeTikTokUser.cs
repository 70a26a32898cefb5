namespace Posthaste.Sandbox.TikTok;

/// <summary>A person on TikTok.</summary>
internal sealed record FakeTikTokUser
{
    /// <summary>As the app knows them.</summary>
    public required string OpenId { get; init; }

    public required string Username { get; init; }

    public string DisplayName { get; init; } = "";
}
