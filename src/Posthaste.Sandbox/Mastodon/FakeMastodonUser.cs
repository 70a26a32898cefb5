namespace Posthaste.Sandbox.Mastodon;

/// <summary>A person with an account at the one server that the sandbox is.</summary>
internal sealed record FakeMastodonUser
{
    public required string Id { get; init; }

    public required string Username { get; init; }

    public string DisplayName { get; init; } = "";

    /// <summary>The moderators have switched the account off.</summary>
    public bool IsDisabled { get; init; }
}

/// <summary>An access token of an application that a person made for themselves.</summary>
/// <param name="Value">As it stands in the application's settings.</param>
/// <param name="UserId">Whose.</param>
/// <param name="Scopes">What it may do; <c>write</c> holds <c>write:statuses</c> and the like.</param>
/// <param name="IsRevoked">It was good once.</param>
internal sealed record MastodonToken(string Value, string UserId, IReadOnlyList<string> Scopes, bool IsRevoked = false)
{
    public bool Has(string scope) => Scopes.Contains(scope) || Scopes.Contains(scope.Split(':')[0]);
}
