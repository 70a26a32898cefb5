using System.Globalization;
using System.Text.RegularExpressions;

namespace Posthaste.Transfer;

/// <summary>Turns what a row says of its time into an instant. A wall time that happens twice, when clocks go back, is the first of the two; one that does not
/// happen, when they go forward, is refused.</summary>
internal static partial class RowTime
{
    private const string Expected = "expected is a date and time such as 2030-03-01 18:00, or with an offset 2030-03-01T18:00:00+01:00";

    /// <param name="text">Empty for none.</param>
    /// <param name="zoneName">The row's own; empty for the workspace's.</param>
    /// <param name="workspaceZone">IANA name.</param>
    /// <param name="finding">What is wrong; null where nothing is.</param>
    /// <returns>Null where there is none, or it is wrong.</returns>
    public static DateTimeOffset? Read(string text, string zoneName, string workspaceZone, out RowFinding? finding)
    {
        finding = null;
        var (time, name) = (text.Trim(), zoneName.Trim());
        if (name.Length > 0 && !Iana().IsMatch(name) || !TimeZoneInfo.TryFindSystemTimeZoneById(name.Length > 0 ? name : workspaceZone, out var zone))
        {
            finding = RowFinding.Of(ImportColumn.TimeZone, "unknown_time_zone", "This time zone is not known; expected is an IANA name such as Europe/Berlin or UTC.");
            return null;
        }
        if (time.Length == 0) return null;
        if (Instant().IsMatch(time) && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var exact) && exact.Year is >= 1970 and <= 9000)
            return DateTimeOffset.FromUnixTimeMilliseconds(exact.ToUnixTimeMilliseconds());
        if (!Wall().IsMatch(time) || !DateTime.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) || wall.Year is < 1971 or > 9000)
        {
            finding = Wrong($"'{(time.Length <= 40 ? time : "A text this long")}' cannot be read as a time; {Expected}. A spreadsheet may have changed it: format the column as text.");
            return null;
        }
        if (zone.IsInvalidTime(wall))
        {
            finding = Wrong($"This time does not exist in {zone.Id}: the clocks go forward over it. Choose one before or after.");
            return null;
        }
        // The larger offset is the earlier instant.
        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset).ToUniversalTime();
    }

    private static RowFinding Wrong(string message) => RowFinding.Of(ImportColumn.At, "invalid_time", message);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)? ?([Zz]|[+-]\d{2}:\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Instant();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Wall();

    [GeneratedRegex(@"^[A-Za-z0-9_+\-]+(/[A-Za-z0-9_+\-]+){0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Iana();
}
