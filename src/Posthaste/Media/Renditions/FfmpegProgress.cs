using System.Globalization;

namespace Posthaste.Media.Renditions;

/// <summary>Reads what <c>ffmpeg -progress</c> prints: <c>name=value</c>, line by line.</summary>
internal static class FfmpegProgress
{
    /// <param name="seconds">How long the result will be; null where nobody knows, and nothing is reported.</param>
    /// <param name="progress">Gets 0 to 1, never less than before.</param>
    public static Action<string> Reader(double? seconds, IProgress<double> progress)
    {
        var furthest = 0.0;
        return line =>
        {
            if (seconds is not > 0 || !line.StartsWith("out_time_us=", StringComparison.Ordinal)) return;
            if (!long.TryParse(line.AsSpan("out_time_us=".Length), CultureInfo.InvariantCulture, out var microseconds)) return;
            var share = Math.Clamp(microseconds / 1e6 / seconds.Value, 0, 1);
            if (share <= furthest) return;
            furthest = share;
            progress.Report(share);
        };
    }
}
