using Posthaste.Platforms;

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

    /// <summary>Where the account lives, on platforms of many servers; null where there is one.</summary>
    public Uri? Server { get; init; }

    /// <summary>Without the @.</summary>
    public required string Username { get; init; }

    public string? DisplayName { get; init; }
    public Uri? PictureUrl { get; init; }
    public required ChannelState State { get; init; }

    /// <summary>When a person paused it. Outlives a dead token and its renewal.</summary>
    public DateTimeOffset? PausedAt { get; init; }

    /// <summary>Whether posts go out on it by themselves; else people publish them.</summary>
    public bool Automation { get; init; } = true;

    /// <summary>How many of the posts of a day, in its workspace's time zone, go out by themselves; the others go to people. Null for no such
    /// cap.</summary>
    public int? AutomatedPerDay { get; init; }

    public DateTimeOffset? TokenChangedAt { get; init; }

    /// <summary>Null where the platform does not tell.</summary>
    public DateTimeOffset? TokenExpiresAt { get; init; }

    /// <summary>Null where the platform does not tell.</summary>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>Who signed in, by the id that the network's notices use; null for a pasted token.</summary>
    public string? GrantorId { get; init; }

    /// <summary>When what renews the token ends; null where nothing does, or it has no end.</summary>
    public DateTimeOffset? GrantExpiresAt { get; init; }

    public TokenRenewal Renewal { get; init; } = TokenRenewal.None;

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The account, as its platform is called for it.</summary>
    /// <param name="token">What opens it; an empty one where nothing is called.</param>
    internal PlatformAccount OpenedBy(Secret token) => new(Id, RemoteId, Login, token) { Server = Server };

    /// <summary>As it is once its tokens are forgotten.</summary>
    internal Channel WithoutTokens(DateTimeOffset now) => this with
    {
        State = ChannelState.Disconnected,
        PausedAt = null,
        TokenChangedAt = now,
        TokenExpiresAt = null,
        Scopes = null,
        GrantorId = null,
        GrantExpiresAt = null,
        Renewal = TokenRenewal.None,
        UpdatedAt = now,
    };
}

/// <summary>How keeping a token alive goes.</summary>
/// <param name="NextAt">When it is next to be renewed; null where that needs a person, or nothing ends.</param>
/// <param name="RenewedAt">When it last was; null while it is the one that was brought.</param>
/// <param name="Failures">Since then.</param>
/// <param name="Error">The last of them.</param>
public sealed record TokenRenewal(DateTimeOffset? NextAt, DateTimeOffset? RenewedAt, int Failures, RenewalError? Error)
{
    public static TokenRenewal None { get; } = new(null, null, 0, null);
}

/// <summary>Why a token could not be renewed.</summary>
public sealed record RenewalError(string Code, string Message, DateTimeOffset At);
