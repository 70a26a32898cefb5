namespace Posthaste.Jobs.Metrics;

/// <summary>Which reading of a post is due. Follows from when it went live and what is stored, so that no restart loses or repeats
/// one. Pure.</summary>
internal static class MetricsPlan
{
    /// <summary>A reading that keeps failing is given up so long after its time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    private static readonly (MetricsAge Age, TimeSpan After)[] Ages =
    [
        (MetricsAge.FiveMinutes, TimeSpan.FromMinutes(5)),
        (MetricsAge.OneHour, TimeSpan.FromHours(1)),
        (MetricsAge.OneDay, TimeSpan.FromHours(24)),
    ];

    public static DateTimeOffset FirstAt(DateTimeOffset publishedAt) => publishedAt + Ages[0].After;

    /// <summary>The newest whose time has come: one that was slept through says nothing any more.</summary>
    /// <returns>Null before the first.</returns>
    public static MetricsAge? Due(DateTimeOffset publishedAt, DateTimeOffset now)
    {
        MetricsAge? due = null;
        foreach (var (age, after) in Ages)
        {
            if (publishedAt + after <= now) due = age;
        }
        return due;
    }

    /// <returns>Null after the last.</returns>
    public static DateTimeOffset? NextAfter(MetricsAge? age, DateTimeOffset publishedAt)
    {
        var next = age is null ? 0 : (int)age.Value + 1;
        return next < Ages.Length ? publishedAt + Ages[next].After : null;
    }

    /// <summary>When to try a failed reading again: after 1, 5, 15, then every 30 minutes.</summary>
    /// <returns>Null where it is given up.</returns>
    public static DateTimeOffset? RetryAt(MetricsAge age, DateTimeOffset publishedAt, DateTimeOffset now)
    {
        var late = now - publishedAt - Ages[(int)age].After;
        if (late >= Patience) return null;
        var minutes = late < TimeSpan.FromMinutes(1) ? 1 : late < TimeSpan.FromMinutes(6) ? 5 : late < TimeSpan.FromMinutes(20) ? 15 : 30;
        return now + TimeSpan.FromMinutes(minutes);
    }
}
