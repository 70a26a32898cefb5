using System.Globalization;

namespace Posthaste.Posts;

/// <summary>A time in a sentence for people: by the clock on the wall of their workspace, with the zone named. Pure.</summary>
internal static class SpokenTime
{
    /// <summary>From when on something is possible, to the minute: the next one where it is not a whole one.</summary>
    public static string From(DateTimeOffset at, string zone, DateTimeOffset now) =>
        Of(at.UtcTicks % TimeSpan.TicksPerMinute == 0 ? at : at.AddTicks(TimeSpan.TicksPerMinute - at.UtcTicks % TimeSpan.TicksPerMinute), zone, now);

    /// <param name="at">When.</param>
    /// <param name="zone">IANA name.</param>
    /// <param name="now">The year is left out where it is this one.</param>
    /// <returns>Such as <c>18:00 on 3 March, Europe/Berlin</c>.</returns>
    public static string Of(DateTimeOffset at, string zone, DateTimeOffset now)
    {
        var info = TimeZoneInfo.FindSystemTimeZoneById(zone);
        var (wall, today) = (TimeZoneInfo.ConvertTime(at, info), TimeZoneInfo.ConvertTime(now, info));
        var form = wall.Year == today.Year ? "HH:mm 'on' d MMMM" : "HH:mm 'on' d MMMM yyyy";
        return $"{wall.ToString(form, CultureInfo.InvariantCulture)}, {zone}";
    }
}
