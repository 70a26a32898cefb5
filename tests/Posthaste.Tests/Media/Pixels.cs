using System.Diagnostics;

namespace Posthaste.Tests.Media;

/// <summary>What a picture, or a frame of a video, shows.</summary>
internal sealed class Pixels(int width, byte[] rgb)
{
    private const int Near = 40;

    public static Pixels Of(string path, int width, double atSecond = 0)
    {
        string[] arguments = ["-v", "error", "-ss", FormattableString.Invariant($"{atSecond}"), "-i", "file:" + path, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"];
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardOutput = true })!;
        var all = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(all);
        process.WaitForExit();
        return new Pixels(width, all.ToArray());
    }

    public int Height => rgb.Length / 3 / width;

    public (byte R, byte G, byte B) At(int x, int y)
    {
        var at = (y * width + x) * 3;
        return (rgb[at], rgb[at + 1], rgb[at + 2]);
    }

    /// <summary>The name of the nearest of the colours that samples are made of.</summary>
    public string Colour(int x, int y)
    {
        var (r, g, b) = At(x, y);
        (string, int, int, int)[] known =
            [("red", 255, 0, 0), ("lime", 0, 255, 0), ("blue", 0, 0, 255), ("yellow", 255, 255, 0), ("white", 255, 255, 255), ("black", 0, 0, 0), ("navy", 16, 32, 128)];
        foreach (var (name, kr, kg, kb) in known)
        {
            if (Math.Abs(r - kr) <= Near && Math.Abs(g - kg) <= Near && Math.Abs(b - kb) <= Near) return name;
        }
        return $"({r}, {g}, {b})";
    }
}
