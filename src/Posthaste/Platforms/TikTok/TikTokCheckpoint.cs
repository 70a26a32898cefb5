using System.Text.Json;
using System.Text.Json.Serialization;

namespace Posthaste.Platforms.TikTok;

/// <summary>What the finished steps of a TikTok post leave behind. Kept as JSON; fields are added, never renamed.</summary>
internal sealed record TikTokCheckpoint
{
    public static readonly TikTokCheckpoint Empty = new();

    /// <summary>The account's name when it was asked what it allows.</summary>
    public string? Username { get; init; }

    /// <summary>What TikTok is to fetch, in order; null where the bytes are sent.</summary>
    public IReadOnlyList<string>? Urls { get; init; }

    /// <summary>TikTok's name of the post that was begun; null before, and where its answer is not known.</summary>
    public string? PublishId { get; init; }

    /// <summary>Where the bytes go. Good for an hour, and whoever has it can send them.</summary>
    public string? UploadUrl { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public long FileBytes { get; init; }

    /// <summary>Of every chunk but the last.</summary>
    public long ChunkBytes { get; init; }

    public int Chunks { get; init; }

    /// <summary>Chunks TikTok has.</summary>
    public int Sent { get; init; }

    /// <summary>Whether the last one arrived nobody knows: TikTok is asked before the next.</summary>
    public bool IsUnsure { get; init; }

    /// <summary>Requests in a row that brought nothing.</summary>
    public int Stalls { get; init; }

    /// <summary>When TikTok said that it has everything.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>Times the live post had no address yet.</summary>
    public int LinkTries { get; init; }

    public long StartOf(int chunk) => chunk * ChunkBytes;

    public long LengthOf(int chunk) => chunk == Chunks - 1 ? FileBytes - StartOf(chunk) : ChunkBytes;

    public string ToJson() => JsonSerializer.Serialize(this, TikTokCheckpointJson.Default.TikTokCheckpoint);

    /// <returns>Null where there is none or it cannot be read.</returns>
    public static TikTokCheckpoint? Read(string? json) =>
        CheckpointJson.Read(json, TikTokCheckpointJson.Default.TikTokCheckpoint);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TikTokCheckpoint))]
internal sealed partial class TikTokCheckpointJson : JsonSerializerContext;
