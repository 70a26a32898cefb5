using System.ComponentModel;
using System.Diagnostics;

namespace Posthaste.Bench;

/// <summary>Makes real pictures and videos.</summary>
internal static class Ffmpeg
{
    private const string Upright = "testsrc2=size=1080x1920:rate=30";

    public static Task PictureAsync(string path, int width, int height, CancellationToken ct) =>
        RunAsync(["-f", "lavfi", "-i", $"testsrc2=size={width}x{height}", "-frames:v", "1", "-q:v", "4", path], ct);

    /// <summary>Six seconds that Instagram takes as they are.</summary>
    public static Task VideoAsync(string path, CancellationToken ct) => RunAsync(
        [
            "-f", "lavfi", "-i", Upright, "-f", "lavfi", "-i", "sine=440:sample_rate=48000", "-t", "6",
            "-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart", path,
        ], ct);

    /// <summary>Noise, which hardly compresses, in MPEG-4 part 2, which Instagram does not take: it must be transcoded.</summary>
    public static Task LargeVideoAsync(string path, long bytes, CancellationToken ct) => RunAsync(
        [
            "-f", "lavfi", "-i", $"{Upright},noise=alls=90:allf=t", "-f", "lavfi", "-i", "sine=440:sample_rate=48000", "-t", "600",
            "-fs", bytes.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "-c:v", "mpeg4", "-q:v", "1", "-g", "1", "-pix_fmt", "yuv420p", "-c:a", "aac", path,
        ], ct);

    private static async Task RunAsync(string[] arguments, CancellationToken ct)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-y", .. arguments]) { RedirectStandardError = true })!;
            var errors = await process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            if (process.ExitCode != 0) throw new InvalidOperationException($"ffmpeg failed: {errors}");
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("ffmpeg is not installed (Debian: apt-get install ffmpeg).");
        }
    }
}
