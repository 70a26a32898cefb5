namespace Posthaste.Notifications;

/// <summary>When a target is told of something, as a pure rule.</summary>
internal static class DueRule
{
    /// <param name="target">Whom.</param>
    /// <param name="urgent">Told at once, whatever the hour.</param>
    /// <param name="zone">Of the workspace.</param>
    /// <param name="now">The earliest.</param>
    public static DateTimeOffset DueAt(Target target, bool urgent, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (urgent) return now;
        var at = target.DigestMinutes is { } minutes ? NextMultiple(now, TimeSpan.FromMinutes(minutes)) : now;
        return target.Quiet?.EndAfter(at, zone) ?? at;
    }

    /// <summary>The same for all nodes and all events of a span, so that they come together.</summary>
    private static DateTimeOffset NextMultiple(DateTimeOffset now, TimeSpan span) =>
        new(((now.UtcTicks / span.Ticks) + 1) * span.Ticks, TimeSpan.Zero);
}
