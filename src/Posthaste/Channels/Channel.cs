namespace Posthaste.Channels;

/// <summary>Whether posts go out on a channel.</summary>
public enum ChannelState
{
    Active,

    /// <summary>A person paused it.</summary>
    Paused,

    /// <summary>The token is dead: the account must be connected again.</summary>
    Reconnect,

    /// <summary>The token is forgotten. The row stays for the history of its posts.</summary>
    Disconnected,
}

/// <summary>One account on one platform. The token is not part of it: it leaves the store only through <see cref="ChannelAccounts"/>.</summary>
public sealed record Channel
{
    public required Guid Id { get; init; }
    public required Guid WorkspaceId { get; init; }
    public required string Platform { get; init; }

    /// <summary>The account's id at the platform. Never changes: another account is another channel.</summary>
    public required string RemoteId { get; init; }

    /// <summary>Which login product the token came from, where a platform has several; else null.</summary>
    public string? Login { get; init; }

    /// <summary>Without the @.</summary>
    public required string Username { get; init; }

    public string? DisplayName { get; init; }
    public Uri? PictureUrl { get; init; }
    public required ChannelState State { get; init; }

    /// <summary>When a person paused it. Outlives a dead token and its renewal.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    public DateTimeOffset? TokenChangedAt { get; init; }

    /// <summary>Null where the platform does not tell.</summary>
    public DateTimeOffset? TokenExpiresAt { get; init; }

    /// <summary>Null where the platform does not tell.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
}
