namespace Posthaste.Sandbox.TikTok;

/// <summary>A person on TikTok.</summary>
internal sealed record FakeTikTokUser
{
    /// <summary>As the app knows them.</summary>
    public required string OpenId { get; init; }

    public required string Username { get; init; }

    public string DisplayName { get; init; } = "";

    /// <summary>Only followers see what they post.</summary>
    public bool IsPrivate { get; init; }

    public bool CommentDisabled { get; init; }

    public bool DuetDisabled { get; init; }

    public bool StitchDisabled { get; init; }

    /// <summary>The longest video they may post.</summary>
    public int MaxVideoSeconds { get; init; } = 600;

    /// <summary>A code that keeps them from posting, such as <c>spam_risk_user_banned_from_posting</c>; null for none.</summary>
    public string? PostingError { get; init; }
}
