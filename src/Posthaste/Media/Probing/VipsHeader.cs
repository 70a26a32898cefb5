using System.Globalization;

namespace Posthaste.Media.Probing;

/// <summary>Reads what <c>vipsheader -a</c> prints: one <c>name: value</c> per line.</summary>
internal static class VipsHeader
{
    /// <summary>What makes libvips' thumbnail end in sRGB. Not for pictures that mean it already: without a profile it takes a way
    /// on which blue becomes violet (8.14: two white points).</summary>
    public static string[] ToSrgb(MediaDetails details) =>
        details is { HasProfile: false } and not { ColourSpace: "cmyk" } ? [] : ["--export-profile", "srgb"];

    /// <returns>Null where width or height are missing.</returns>
    public static MediaFacts? Parse(string output, MediaType type)
    {
        var fields = new Dictionary<string, string>();
        foreach (var line in output.Split('\n'))
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            // The first of a name counts: a comment inside the picture may span lines and pose as another field,
            // but what the decoder itself found comes before it.
            if (colon > 0) fields.TryAdd(line[..colon], line[(colon + 2)..].Trim());
        }
        if (Number("width") is not { } width || Number("height") is not { } height || width < 1 || height < 1) return null;

        var orientation = Number("orientation") is { } value and >= 1 and <= 8 ? value : 1;
        var bands = Number("bands") ?? 3;
        var colourSpace = fields.GetValueOrDefault("interpretation");
        var isTurned = orientation >= 5;
        return new MediaFacts
        {
            Width = isTurned ? height : width,
            Height = isTurned ? width : height,
            Codec = fields.GetValueOrDefault("heif-compression") ?? type.Name.ToLowerInvariant(),
            Details = new MediaDetails
            {
                ColourSpace = colourSpace,
                HasProfile = fields.ContainsKey("icc-profile-data"),
                HasAlpha = bands is 2 || (bands is 4 && colourSpace != "cmyk") || bands > 4,
                Orientation = orientation,
                Interlaced = Number("jpeg-multiscan") > 0 || Number("interlaced") > 0,
                Frames = Number("n-pages") ?? 1,
                AnimationMs = Number("n-pages") > 1 ? Delays() : null,
                HasLocation = fields.Keys.Any(name => name.Contains("GPSLatitude", StringComparison.Ordinal)),
            },
        };

        // One per picture, in milliseconds; players make 100 of a missing one.
        long Delays() => (fields.GetValueOrDefault("delay") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Sum(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var delay) && delay is > 10 and < 1_000_000 ? delay : 100);

        int? Number(string name) =>
            int.TryParse(fields.GetValueOrDefault(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
