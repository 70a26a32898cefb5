using System.Globalization;

namespace Posthaste.Sandbox.Graph;

/// <summary>Times as the platform writes and reads them.</summary>
internal static class GraphTime
{
    /// <summary>As in <c>2026-09-28T17:05:11+0000</c>: without a colon in the offset.</summary>
    public static string Format(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss+0000", CultureInfo.InvariantCulture);

    /// <summary>Unix seconds, or a date that reads as UTC.</summary>
    public static DateTimeOffset? Parse(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return seconds <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }
}
