using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Posthaste.Posts;

namespace Posthaste.Transfer;

/// <summary>Turns what a row says of its time into an instant: it may be one, or a <see cref="WallTime"/>.</summary>
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
        var zone = name.Length > 0 ? WallTime.FindZone(name) : TimeZoneInfo.FindSystemTimeZoneById(workspaceZone);
        if (zone is null)
        {
            finding = RowFinding.Of(ImportColumn.TimeZone, "unknown_time_zone", "This time zone is not known; expected is an IANA name such as Europe/Berlin or UTC.");
            return null;
        }
        if (time.Length == 0) return null;
        if (Instant().IsMatch(time) && DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var exact) && exact.Year is >= 1970 and <= 9000)
            return DateTimeOffset.FromUnixTimeMilliseconds(exact.ToUnixTimeMilliseconds());
        switch (WallTime.Read(time, zone))
        {
            case WallTime.Found found:
                return found.At;
            case WallTime.Unreadable:
                finding = Wrong($"'{(time.Length <= 40 ? time : "A text this long")}' cannot be read as a time; {Expected}. A spreadsheet may have changed it: format the column as text.");
                return null;
            case WallTime.Skipped:
                finding = Wrong($"This time does not exist in {zone.Id}: the clocks go forward over it. Choose one before or after.");
                return null;
            default:
                throw new UnreachableException();
        }
    }

    private static RowFinding Wrong(string message) => RowFinding.Of(ImportColumn.At, "invalid_time", message);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)? ?([Zz]|[+-]\d{2}:\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Instant();
}
