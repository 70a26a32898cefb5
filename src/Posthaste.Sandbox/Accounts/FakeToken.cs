namespace Posthaste.Sandbox.Accounts;

/// <summary>An access token of one account.</summary>
internal sealed record FakeToken
{
    public required string Value { get; init; }

    public required string AccountId { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Never where null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Why the token is no longer good: the subcode of error 190, such as 460 for a changed password.</summary>
    public int? RevokedSubcode { get; init; }

    /// <summary>What was granted, as in <c>instagram_business_basic</c>; everything where null. A call beyond it answers 403 code 10.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Which product gave out the token; the types of some errors depend on it.</summary>
    public LoginProduct Login { get; init; } = LoginProduct.Instagram;
}

/// <summary>The two ways to the same API.</summary>
internal enum LoginProduct
{
    /// <summary>graph.instagram.com.</summary>
    Instagram,

    /// <summary>graph.facebook.com.</summary>
    Facebook,
}
