namespace Posthaste.Notifications;

/// <summary>A part of each day in which only what is urgent is told.</summary>
/// <param name="From">When it begins, by the workspace's clock.</param>
/// <param name="To">When it ends, on the next day where that is not later than <paramref name="From"/>; never the same time.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    /// <returns>When the quiet hours end that this instant is in; null where it is in none.</returns>
    internal DateTimeOffset? EndAfter(DateTimeOffset now, TimeZoneInfo zone)
    {
        var today = WallClock.DayIn(zone, now);
        // As instants and not by what the clock shows: what it shows twice in a night would begin twice.
        foreach (var day in new[] { today.AddDays(-1), today })
        {
            var (begin, end) = (WallClock.At(zone, day, From), WallClock.At(zone, To > From ? day : day.AddDays(1), To));
            if (begin <= now && now < end) return end;
        }
        return null;
    }
}
