using Posthaste.Channels.Usage;
using Posthaste.Jobs;
using Posthaste.Media.Hosting;
using Posthaste.Platforms;

namespace Posthaste.Posts.Figures;

/// <summary>How publishing went over some days. A job counts on the day it was due, in the workspace's time zone. docs/api.md says how each figure is counted.</summary>
public sealed record PublishFigures
{
    public required DateOnly From { get; init; }

    /// <summary>The last day, which is counted too.</summary>
    public required DateOnly To { get; init; }

    /// <summary>An IANA name.</summary>
    public required string TimeZone { get; init; }

    public required Tally Total { get; init; }

    /// <summary>Every day in order, those without jobs too.</summary>
    public required IReadOnlyList<DayTally> Days { get; init; }

    /// <summary>Those with jobs, most published first.</summary>
    public required IReadOnlyList<ChannelTally> Channels { get; init; }

    public required Lateness Lateness { get; init; }

    /// <summary>Published jobs by how they went out.</summary>
    public required IReadOnlyDictionary<PublishMethod, long> Methods { get; init; }

    public required TryCounts Tries { get; init; }

    /// <summary>What public copies of media came to. It is kept by the day in UTC, so these days are.</summary>
    public required HostedSum Hosted { get; init; }

    /// <summary>Public copies at this moment.</summary>
    public required HostedNow HostedNow { get; init; }
}

/// <summary>What jobs came to.</summary>
/// <param name="Published">Live, or live and taken down since.</param>
/// <param name="NotPublished">Ended without success after at least one try.</param>
/// <param name="NeverTried">Ended without success before a try: a check failed, or the time passed.</param>
public readonly record struct Tally(long Published, long NotPublished, long NeverTried)
{
    /// <summary>Of what was tried, the share that was published; null where nothing was.</summary>
    public double? SuccessRate => Published + NotPublished == 0 ? null : (double)Published / (Published + NotPublished);

    public static Tally operator +(Tally a, Tally b) => new(a.Published + b.Published, a.NotPublished + b.NotPublished, a.NeverTried + b.NeverTried);

    public static Tally Add(Tally left, Tally right) => left + right;
}

/// <summary>One day.</summary>
/// <param name="Channels">Those with jobs on it.</param>
public sealed record DayTally(DateOnly Day, Tally Tally, IReadOnlyList<ChannelTally> Channels);

/// <summary>One channel.</summary>
public sealed record ChannelTally(Guid ChannelId, Tally Tally);

/// <summary>How late published jobs went live, in milliseconds; null where none was published.</summary>
public sealed record Lateness(long? P50Ms, long? P95Ms, long? MaxMs);

/// <summary>What it took.</summary>
/// <param name="Attempts">Attempts that were used up, successful ones too.</param>
/// <param name="Retries">Those of them that were not the first of their round.</param>
/// <param name="Errors">Lines of history with an error, by who can do something about it.</param>
public sealed record TryCounts(long Attempts, long Retries, IReadOnlyDictionary<ErrorKind, long> Errors);
