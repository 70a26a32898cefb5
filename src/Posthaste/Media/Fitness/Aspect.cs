using System.Globalization;

namespace Posthaste.Media.Fitness;

/// <summary>Width to height, in the figures people write: 4:5, 1.91:1.</summary>
public readonly record struct Aspect(decimal Width, decimal Height)
{
    // No shape of a picture needs more, and within these their quotient is neither zero nor too large for a decimal.
    private const decimal Least = 0.001m;
    private const decimal Most = 100_000m;

    public decimal Value => Width / Height;

    /// <summary>Reads <c>4:5</c> or <c>1.91:1</c>; null where it is neither, or a figure is not from 0.001 to 100000.</summary>
    public static Aspect? Parse(string? text) =>
        text?.Split(':') is [var width, var height]
        && decimal.TryParse(width, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var w)
        && decimal.TryParse(height, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var h)
        && w is >= Least and <= Most && h is >= Least and <= Most
            ? new Aspect(w, h)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width:0.###}:{Height:0.###}");
}
