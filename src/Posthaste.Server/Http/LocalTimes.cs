using System.Globalization;
using System.Text.RegularExpressions;
using Posthaste.Server.Problems;

namespace Posthaste.Server.Http;

/// <summary>Turns a time as a person says it, "18:00 in Berlin", into an instant. A wall time that happens twice, when clocks go
/// back, is the first of the two; one that does not happen, when they go forward, is refused.</summary>
internal static partial class LocalTimes
{
    /// <param name="at">An instant; excludes the other two.</param>
    /// <param name="localTime">A date and time without offset.</param>
    /// <param name="timeZone">IANA name.</param>
    /// <param name="instant">Null where none was given.</param>
    /// <returns>What is wrong; null where nothing is.</returns>
    public static ApiProblem? Read(DateTimeOffset? at, string? localTime, string? timeZone, out DateTimeOffset? instant)
    {
        instant = at;
        if (localTime is null && timeZone is null) return null;
        if (at is not null) return Wrong("at", "give either at, or localTime with timeZone, not both");
        if (localTime is null) return Wrong("localTime", "timeZone needs a localTime beside it, such as 2026-03-01T18:00");
        if (timeZone is null) return Wrong("timeZone", "localTime needs a timeZone beside it, such as Europe/Berlin");
        if (!Iana().IsMatch(timeZone) || !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone))
            return Wrong("timeZone", "this time zone is not known; expected is an IANA name such as Europe/Berlin or UTC");
        if (!Wall().IsMatch(localTime) || !DateTime.TryParse(localTime, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) || wall.Year is < 1971 or > 9000)
            return Wrong("localTime", "expected is a date and time without offset, such as 2026-03-01T18:00");
        if (zone.IsInvalidTime(wall))
            return Wrong("localTime", $"this time does not exist in {timeZone}: the clocks go forward over it. Choose one before or after");

        // The larger offset is the earlier instant.
        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        instant = new DateTimeOffset(wall, offset).ToUniversalTime();
        return null;
    }

    /// <summary>The answer where a time is needed and none was given.</summary>
    public static ApiProblem Missing() =>
        ApiProblem.ForField("at", "a time is needed: at, or localTime with timeZone", StatusCodes.Status422UnprocessableEntity, "time_missing");

    private static ApiProblem Wrong(string field, string sentence) =>
        ApiProblem.ForField(field, sentence, StatusCodes.Status400BadRequest, ProblemCodes.InvalidTime);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Wall();

    [GeneratedRegex(@"^[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+){0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Iana();
}
