using System.Diagnostics;
using Posthaste.Posts;
using Posthaste.Server.Problems;

namespace Posthaste.Server.Http;

/// <summary>The times of requests: an instant, or a <see cref="WallTime"/> and its zone.</summary>
internal static class LocalTimes
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
        if (WallTime.FindZone(timeZone) is not { } zone)
            return Wrong("timeZone", "this time zone is not known; expected is an IANA name such as Europe/Berlin or UTC");
        switch (WallTime.Read(localTime, zone))
        {
            case WallTime.Found found:
                instant = found.At;
                return null;
            case WallTime.Unreadable:
                return Wrong("localTime", "expected is a date and time without offset, such as 2026-03-01T18:00");
            case WallTime.Skipped:
                return Wrong("localTime", $"this time does not exist in {timeZone}: the clocks go forward over it. Choose one before or after");
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The answer where a time is needed and none was given.</summary>
    public static ApiProblem Missing() =>
        ApiProblem.ForField("at", "a time is needed: at, or localTime with timeZone", StatusCodes.Status422UnprocessableEntity, "time_missing");

    private static ApiProblem Wrong(string field, string sentence) =>
        ApiProblem.ForField(field, sentence, StatusCodes.Status400BadRequest, ProblemCodes.InvalidTime);
}
