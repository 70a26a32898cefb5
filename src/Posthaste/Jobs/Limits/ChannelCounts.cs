namespace Posthaste.Jobs.Limits;

/// <summary>What is known of a channel's use of its limits.</summary>
public sealed record ChannelCounts
{
    /// <summary>When each publish call was made that happened, or may have, within the longest window. Every story of a set is
    /// one; comments and deliveries to an inbox are none. Oldest first.</summary>
    public required IReadOnlyList<DateTimeOffset> Publishes { get; init; }

    /// <summary>When each post was delivered, within 24 hours, that waits in the account's own inbox, or may.</summary>
    public IReadOnlyList<DateTimeOffset> Deliveries { get; init; } = [];

    /// <summary>The last 25 hours, oldest first; hours without calls are left out.</summary>
    public required IReadOnlyList<HourCount> Hours { get; init; }

    /// <summary>What the platform said last; null where it was never asked.</summary>
    public required QuotaNote? Quota { get; init; }

    /// <summary>Jobs that are ready or being published and will be looked at within the hour: their calls must stay possible.</summary>
    public required int ReadyJobs { get; init; }

    /// <summary>The platform said to stop calling until then; null where it did not.</summary>
    public required DateTimeOffset? PausedUntil { get; init; }

    /// <summary>When further publish calls are due, where a plan is checked.</summary>
    public IReadOnlyList<DateTimeOffset> Planned { get; init; } = [];

    /// <summary>With what was counted in this hour and is not written yet.</summary>
    public ChannelCounts With(UsageCount pending, DateTimeOffset now)
    {
        if (pending == default) return this;
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        return this with { Hours = [.. Hours, new HourCount(hour, pending.Calls, pending.Containers)] };
    }
}

/// <summary>What one hour cost.</summary>
/// <param name="Hour">Its start.</param>
public sealed record HourCount(DateTimeOffset Hour, long Calls, long Containers);

/// <summary>The platform's own count of an account's posts, as it was read.</summary>
/// <param name="Used">Other programs' posts are among them.</param>
/// <param name="Total">Null where the platform does not say.</param>
/// <param name="Window">Null where the platform does not say.</param>
public sealed record QuotaNote(int Used, int? Total, TimeSpan? Window, DateTimeOffset ReadAt);

/// <summary>A post that is planned.</summary>
/// <param name="Parts">How many publish calls it makes.</param>
public sealed record PlannedPost(DateTimeOffset DueAt, int Parts);

/// <summary>How many publish calls the database may let a channel commit to.</summary>
/// <param name="PerDay">Within <paramref name="DayWindow"/>; null for no limit.</param>
/// <param name="PerHour">Null for no limit.</param>
public sealed record PublishAllowance(int? PerDay, TimeSpan DayWindow, int? PerHour)
{
    public static readonly PublishAllowance Unlimited = new(null, TimeSpan.FromHours(24), null);

    /// <summary>Deliveries of <see cref="DayWindow"/> that may still wait in the account's own inbox; null for no limit.</summary>
    public int? Inbox { get; init; }
}
