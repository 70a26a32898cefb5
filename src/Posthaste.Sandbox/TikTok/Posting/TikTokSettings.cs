namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>How TikTok behaves, for everybody. Read and changed at <c>/sandbox/tiktok/settings</c>.</summary>
internal sealed record TikTokSettings
{
    /// <summary>From the last byte until the post is live, or has failed.</summary>
    public double ProcessingSeconds { get; init; } = 0.3;

    /// <summary>From then until the id of a public post shows.</summary>
    public double ModerationSeconds { get; init; }

    /// <summary>How long an upload address is good.</summary>
    public double UploadSeconds { get; init; } = 3_600;

    /// <summary>How long the download of one file may take before it counts as failed.</summary>
    public double FetchTimeoutSeconds { get; init; } = 30;

    /// <summary>Whether the apps have passed TikTok's audit. Those that have not may post for private accounts to see alone.</summary>
    public bool IsAudited { get; init; } = true;

    /// <summary>Direct posts of one person in any 24 hours. The guidelines say about 15.</summary>
    public int PostsPerDay { get; init; } = 15;

    /// <summary>Posts of any 24 hours that wait in a person's inbox.</summary>
    public int PendingShares { get; init; } = 5;

    public int InitsPerMinute { get; init; } = 6;

    public int StatusPerMinute { get; init; } = 30;

    public int CreatorPerMinute { get; init; } = 20;

    /// <summary>What addresses to fetch must begin with; none, and any will do.</summary>
    public IReadOnlyList<string> VerifiedPrefixes { get; init; } = [];

    public string? Problem()
    {
        double[] seconds = [ProcessingSeconds, ModerationSeconds, UploadSeconds, FetchTimeoutSeconds];
        if (seconds.Any(value => value is not (>= 0 and <= 31_536_000))) return "Seconds must be between 0 and a year.";
        if (FetchTimeoutSeconds is 0 or > 86_400) return "fetchTimeoutSeconds must be above 0 and no more than a day.";
        int[] counts = [PostsPerDay, PendingShares, InitsPerMinute, StatusPerMinute, CreatorPerMinute];
        return counts.Any(count => count < 0) ? "Limits must not be negative." : null;
    }
}
