namespace Posthaste.Sandbox.Accounts;

/// <summary>An access token of one account.</summary>
internal sealed record FakeToken
{
    public required string Value { get; init; }

    /// <summary>The account it is for; of several shared ones the first; null where a person shared none.</summary>
    public required string? AccountId { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Never where null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why the token is no longer good: the subcode of error 190, such as 460 for a changed password.</summary>
    public int? RevokedSubcode { get; init; }

    /// <summary>What was granted, as in <c>instagram_business_basic</c>; everything where null. A call beyond it answers 403 code 10.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Which product gave out the token; the types of some errors depend on it.</summary>
    public LoginProduct Login { get; init; } = LoginProduct.Instagram;

    /// <summary>The app it was given to; null for one made by the control API, which every app may use.</summary>
    public string? ClientId { get; init; }

    /// <summary>A person's token or a Page's.</summary>
    public TokenKind Kind { get; init; } = TokenKind.User;

    /// <summary>Straight from a code, and to be exchanged for a long-lived one.</summary>
    public bool IsShort { get; init; }

    /// <summary>Whose token it is, with Facebook Login; the account's owner where null.</summary>
    public string? PersonId { get; init; }

    /// <summary>All accounts that were shared on the consent page; <see cref="AccountId"/> alone where null.</summary>
    public IReadOnlyList<string>? Shared { get; init; }

    /// <summary>What the person was asked for and did not grant.</summary>
    public IReadOnlyList<string> Declined { get; init; } = [];

    /// <summary>When the person last passed the consent page; null for a token made by the control API.</summary>
    public DateTimeOffset? ConsentedAt { get; init; }

    /// <summary>The person's token that a Page's token came from.</summary>
    public string? UserToken { get; init; }

    public IReadOnlyList<string> AccountIds() => Shared ?? (AccountId is null ? [] : [AccountId]);
}

/// <summary>Whose token it is, with Facebook Login.</summary>
internal enum TokenKind
{
    User,
    Page,
}

/// <summary>The two ways to the same API, and TikTok's own.</summary>
internal enum LoginProduct
{
    /// <summary>graph.instagram.com.</summary>
    Instagram,

    /// <summary>graph.facebook.com.</summary>
    Facebook,

    /// <summary>open.tiktokapis.com; of apps only, its tokens are kept elsewhere.</summary>
    Tiktok,
}
