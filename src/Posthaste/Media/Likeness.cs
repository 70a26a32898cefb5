using System.Numerics;

namespace Posthaste.Media;

/// <summary>What pictures that look alike have in common: 64 bits, each of which says whether a spot is brighter than the one to its
/// right (dHash). Another size or format, or a little more light, hardly changes them; a part of a picture, or its mirror image, has others.</summary>
internal static class Likeness
{
    /// <summary>Spots in a row: one more than it has bits.</summary>
    public const int Columns = 9;

    public const int Rows = 8;

    /// <summary>Two likenesses with this many different bits, or fewer, are of pictures that look alike. Four of 64: copies of one picture
    /// differ in 0 to 3, different pictures in about 32.</summary>
    public const int MaxDistance = 4;

    /// <summary>A band more than <see cref="MaxDistance"/>: so many different bits leave one of them whole.</summary>
    private const int BandCount = MaxDistance + 1;

    private const int BandBits = 13;

    /// <summary>Below so much difference between its brightest and its darkest spot, a picture is one colour, and its bits are noise.</summary>
    private const int MinContrast = 8;

    /// <summary>A picture with fewer bits of one kind only gets darker, or brighter, from side to side, as thousands do.</summary>
    private const int MinEdges = 6;

    /// <param name="greys">Brightness of <see cref="Columns"/> times <see cref="Rows"/> spots, 0 to 255, row by row.</param>
    /// <returns>Null for a picture that shows too little to be told from others.</returns>
    /// <exception cref="ArgumentException">There are more or fewer spots.</exception>
    public static long? Of(ReadOnlySpan<int> greys)
    {
        if (greys.Length != Columns * Rows) throw new ArgumentException($"Expected are {Columns * Rows} spots, not {greys.Length}.", nameof(greys));
        ulong bits = 0;
        var (darkest, brightest) = (int.MaxValue, int.MinValue);
        for (var i = 0; i < greys.Length; i++)
        {
            darkest = Math.Min(darkest, greys[i]);
            brightest = Math.Max(brightest, greys[i]);
            if (i % Columns < Columns - 1) bits = (bits << 1) | (greys[i] > greys[i + 1] ? 1UL : 0UL);
        }
        var set = BitOperations.PopCount(bits);
        return brightest - darkest < MinContrast || set < MinEdges || set > 64 - MinEdges ? null : unchecked((long)bits);
    }

    public static bool AreAlike(long one, long other) => BitOperations.PopCount(unchecked((ulong)(one ^ other))) <= MaxDistance;

    /// <summary>Its parts, to be searched by: two that are alike have at least one of them in common.</summary>
    public static IReadOnlyList<int> Bands(long likeness) =>
        [.. Enumerable.Range(0, BandCount).Select(band => (band << BandBits) | (int)((unchecked((ulong)likeness) >> (band * BandBits)) & ((1UL << BandBits) - 1)))];
}
