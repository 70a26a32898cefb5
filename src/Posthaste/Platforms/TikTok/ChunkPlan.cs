namespace Posthaste.Platforms.TikTok;

/// <summary>How a file is cut: equal chunks, and a last one with what is left over. TikTok wants the count to be the size divided by the chunk, rounded down.</summary>
/// <param name="ChunkBytes">Of all but the last.</param>
/// <param name="Count">At least 1.</param>
/// <remarks>docs/platforms/tiktok.md#upload.</remarks>
internal readonly record struct ChunkPlan(long ChunkBytes, int Count)
{
    private const int MaxChunks = 1_000;

    /// <summary>As many chunks of at least the wanted size as fit, all alike but for a few bytes: the last one goes out at the due instant, and should be no larger than it must.</summary>
    /// <param name="size">Of the file, in bytes; above zero.</param>
    /// <param name="wanted">Of a chunk, in bytes, within what TikTok takes.</param>
    public static ChunkPlan For(long size, long wanted)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wanted);
        var count = Math.Clamp(size / wanted, 1, MaxChunks);
        return new ChunkPlan(size / count, (int)count);
    }
}
