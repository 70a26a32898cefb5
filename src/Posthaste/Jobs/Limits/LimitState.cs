using Posthaste.Platforms;

namespace Posthaste.Jobs.Limits;

/// <summary>The limits of a channel, as words of the API.</summary>
public enum LimitName
{
    PostsPerDay,
    PostsPerHour,
    ContainersPerDay,
    CallsPerHour,

    /// <summary>Posts of 24 hours that wait in the account's own inbox.</summary>
    InboxPerDay,
}

/// <summary>Where a limit's figure comes from.</summary>
public enum LimitSource
{
    /// <summary>Read from the platform for this account.</summary>
    Platform,

    /// <summary>Documented by the platform; this account's own figure is not known.</summary>
    Default,

    /// <summary>A setting of this server.</summary>
    Setting,
}

/// <summary>How much of a limit is used.</summary>
/// <param name="Name">Which.</param>
/// <param name="Limit">Above or equal to zero.</param>
/// <param name="Used">Within the window that ends now; may exceed the limit.</param>
/// <param name="ResetAt">When less is used than now, and where the limit is spent, one more fits; null where nothing is used.</param>
/// <param name="Source">Where the limit comes from.</param>
public sealed record LimitState(LimitName Name, int Limit, int Used, DateTimeOffset? ResetAt, LimitSource Source)
{
    public int Remaining => Math.Max(0, Limit - Used);
}

/// <summary>A limit leaves no room now.</summary>
/// <param name="Until">When to try again.</param>
/// <param name="Error">Which one, for a person.</param>
/// <param name="What">The limit in words: <c>50 posts in 24 hours</c>.</param>
internal sealed record LimitWait(DateTimeOffset Until, PlatformError Error, string What = "");
