using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Posthaste.Media.Fitness;

namespace Posthaste.Media.Renditions;

/// <summary>How an original is made to fit a placement. The same recipe and the same bytes give one rendition, made once.</summary>
public sealed record RenditionRecipe
{
    // Raised when the same recipe would give other bytes. Renditions made before stay as they are.
    private const string Edition = "posthaste rendition 1\n";

    public required PlacementSpec Spec { get; init; }

    public RenditionFit Fit { get; init; } = RenditionFit.Scale;

    /// <summary>With <see cref="RenditionFit.Crop"/>: the part to keep. Null for the middle.</summary>
    public CropRectangle? Crop { get; init; }

    /// <summary>The shape to reach by padding or cropping. Null for the nearest shape that is allowed.</summary>
    public Aspect? Aspect { get; init; }

    /// <summary>Fills padding and what was transparent.</summary>
    public RgbColour Background { get; init; } = new(255, 255, 255);

    /// <summary>Picture or video, where an animated GIF could become either; null for a picture if the placement takes one.</summary>
    public MediaKind? As { get; init; }

    /// <summary>64 lower-case hex digits that stand for everything above.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(
        [.. System.Text.Encoding.ASCII.GetBytes(Edition), .. JsonSerializer.SerializeToUtf8Bytes(this)]));
}

public enum RenditionFit
{
    /// <summary>The whole picture, smaller or larger. Refused where its shape is not allowed.</summary>
    Scale,

    /// <summary>The whole picture, with bars beside it.</summary>
    Pad,

    /// <summary>A part of the picture.</summary>
    Crop,
}

/// <summary>A part of a picture as it is shown, from its upper left corner; 0 to 1 in both directions.</summary>
public readonly record struct CropRectangle(double X, double Y, double Width, double Height)
{
    [JsonIgnore]
    public bool IsWithinPicture =>
        X >= 0 && Y >= 0 && Width > 0 && Height > 0 && X + Width <= 1 + Slack && Y + Height <= 1 + Slack;

    // What is left of a third taken three times.
    private const double Slack = 1e-6;
}

/// <summary>A colour in sRGB.</summary>
public readonly record struct RgbColour(byte Red, byte Green, byte Blue)
{
    /// <summary>Reads <c>#1a2b3c</c>; null where it is something else.</summary>
    public static RgbColour? Parse(string? text) =>
        text is ['#', .. { Length: 6 } digits] && int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? new RgbColour((byte)(value >> 16), (byte)(value >> 8), (byte)value)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Red:x2}{Green:x2}{Blue:x2}");
}
