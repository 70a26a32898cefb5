namespace Posthaste.Platforms;

/// <summary>Which posts an account shows from a stretch of time, whoever made them.</summary>
public sealed record AccountPosts
{
    /// <summary>For a network that shows no list, or not that far back.</summary>
    public static readonly AccountPosts OutOfReach = new() { Complete = false };

    /// <summary>All of the time asked for was seen. False with no <see cref="Error"/>: the network does not show that far back, and
    /// asking again is no use.</summary>
    public required bool Complete { get; init; }

    /// <summary>Those of the time asked for that were seen.</summary>
    public IReadOnlyList<AccountPost> Posts { get; init; } = [];

    /// <summary>Why the list could not be read this time.</summary>
    public PlatformError? Error { get; init; }

    /// <summary>Set where the network says to stop calling until then.</summary>
    public DateTimeOffset? BlockedUntil { get; init; }

    public CallTrace Trace { get; init; } = CallTrace.None;
}

/// <summary>A post as the account's list shows it.</summary>
/// <param name="Caption">Null where the list shows none.</param>
public sealed record AccountPost(string RemoteId, Uri? Permalink, DateTimeOffset At, string? Caption);
