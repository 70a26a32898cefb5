using System.Text.Json.Nodes;

namespace Posthaste.Sandbox.TikTok.Posting;

/// <summary>How a file is cut, as its init call says: equal chunks, and a last one with the rest.</summary>
/// <param name="FileSize">In bytes.</param>
/// <param name="ChunkSize">Of all but the last.</param>
/// <param name="Count">Of chunks.</param>
internal sealed record ChunkPlan(long FileSize, long ChunkSize, int Count)
{
    public const long MinChunk = 5_000_000;
    public const long MaxChunk = 64L * 1024 * 1024;
    public const long MaxLastChunk = 128L * 1024 * 1024;
    public const long MaxFile = 4L * 1024 * 1024 * 1024;

    private const int MaxCount = 1_000;

    /// <returns>The plan, or what is wrong with it.</returns>
    public static (ChunkPlan? Plan, string? Problem) Read(JsonNode source)
    {
        if (Number(source, "video_size") is not (> 0 and <= MaxFile and var size)) return (null, "The video size is invalid");
        if (Number(source, "chunk_size") is not (> 0 and var chunk)) return (null, "The chunk size is invalid");
        if (Number(source, "total_chunk_count") is not (>= 1 and <= MaxCount and var count)) return (null, "The total chunk count is invalid");
        if (size < MinChunk) return chunk == size && count == 1 ? (new(size, chunk, 1), null) : (null, "The chunk size is invalid");
        if (chunk is < MinChunk or > MaxChunk) return (null, "The chunk size is invalid");
        if (chunk > size || count != size / chunk) return (null, "The total chunk count is invalid");
        var plan = new ChunkPlan(size, chunk, (int)count);
        return plan.LengthOf(plan.Count - 1) > MaxLastChunk ? (null, "The chunk size is invalid") : (plan, null);
    }

    public long StartOf(int chunk) => chunk * ChunkSize;

    public long LengthOf(int chunk) => chunk == Count - 1 ? FileSize - StartOf(chunk) : ChunkSize;

    private static long? Number(JsonNode source, string name) =>
        source is JsonObject fields && fields[name] is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}
