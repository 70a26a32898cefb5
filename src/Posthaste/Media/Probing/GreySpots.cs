using System.Globalization;

namespace Posthaste.Media.Probing;

/// <summary>Reads the few pixels that libvips prints as a PPM or PGM in words.</summary>
internal static class GreySpots
{
    /// <summary>What makes libvips' thumbnail print them: upright, in sRGB, what was transparent as white.</summary>
    public static string[] Arguments(string path, MediaDetails details) =>
    [
        path, "--size", $"{Likeness.Columns}x{Likeness.Rows}!", .. VipsHeader.ToSrgb(details), "--output", ".ppm[ascii,background=255]",
    ];

    /// <returns>The brightness of each, 0 to 255, row by row; null where the output is something else.</returns>
    public static int[]? Parse(string output)
    {
        var words = output.Split('\n').Where(line => !line.StartsWith('#')).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList();
        if (words.Count < 4 || words[0] is not ("P2" or "P3")) return null;
        var numbers = new List<int>();
        foreach (var word in words.Skip(1))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
            numbers.Add(number);
        }
        var channels = words[0] == "P3" ? 3 : 1;
        var (width, height, most) = (numbers[0], numbers[1], numbers[2]);
        if (most is < 1 or > 65_535 || numbers.Count - 3 != (long)width * height * channels) return null;
        // The weights of Rec. 601, in thousandths.
        return [.. numbers.Skip(3).Chunk(channels).Select(spot => (int)((channels == 1 ? spot[0] * 1000L : spot[0] * 299L + spot[1] * 587L + spot[2] * 114L) * 255 / (1000L * most)))];
    }
}
