using System.Globalization;
using System.Text.RegularExpressions;

namespace Posthaste.Posts;

/// <summary>A date and time as a person says it of some place, "18:00 in Berlin", and the instant that it is. One that happens twice, when clocks go back, is the
/// first of the two; one that does not happen, when they go forward, is none. Pure.</summary>
internal abstract partial record WallTime
{
    private WallTime() { }

    /// <param name="At">In UTC.</param>
    public sealed record Found(DateTimeOffset At) : WallTime;

    /// <summary>It is no date and time, or is further away than anybody plans.</summary>
    public sealed record Unreadable : WallTime;

    /// <summary>The clocks of that place go forward over it.</summary>
    public sealed record Skipped : WallTime;

    /// <param name="name">IANA name; others that the machine knows are not taken, so that every machine takes the same.</param>
    /// <returns>Null where there is no such zone.</returns>
    public static TimeZoneInfo? FindZone(string name) => Iana().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    /// <param name="text">Such as <c>2030-03-01 18:00</c> or <c>2030-03-01T18:00:30.250</c>; without an offset.</param>
    /// <param name="zone">Where.</param>
    public static WallTime Read(string text, TimeZoneInfo zone)
    {
        if (!DateAndTime().IsMatch(text) || !DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) || wall.Year is < 1971 or > 9000)
            return new Unreadable();
        if (zone.IsInvalidTime(wall)) return new Skipped();
        // The larger offset is the earlier instant.
        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new Found(new DateTimeOffset(wall, offset).ToUniversalTime());
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex DateAndTime();

    [GeneratedRegex(@"^[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+){0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Iana();
}
