using System.Text.Json;
using System.Text.Json.Serialization;

namespace Posthaste.Platforms.Facebook;

/// <summary>What the finished steps of a Page's post leave behind. Kept as JSON; fields are added, never renamed.</summary>
internal sealed record FacebookCheckpoint
{
    public static readonly FacebookCheckpoint Empty = new();

    /// <summary>What Facebook has of the pictures, in order: nobody sees them yet.</summary>
    public IReadOnlyList<SentPhoto> Photos { get; init; } = [];

    /// <summary>Facebook's name of the reel that was begun; null for other posts, and before.</summary>
    public string? VideoId { get; init; }

    /// <summary>When the reel was begun.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Facebook has all of the video.</summary>
    public bool IsUploaded { get; init; }

    /// <summary>Bytes of the video that Facebook had at the last look.</summary>
    public long Offset { get; init; }

    /// <summary>Requests in a row that brought nothing.</summary>
    public int Stalls { get; init; }

    /// <summary>When Facebook said that it publishes the reel.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>When the Page's newest posts were noted; no post of ours is older. Null where that has not happened.</summary>
    public DateTimeOffset? NotedAt { get; init; }

    /// <summary>The newest posts of the Page before ours; null where they could not be read.</summary>
    public IReadOnlyList<string>? KnownIds { get; init; }

    /// <summary>Times the published post could not be read yet.</summary>
    public int LinkTries { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, FacebookCheckpointJson.Default.FacebookCheckpoint);

    /// <returns>Null where there is none or it cannot be read.</returns>
    public static FacebookCheckpoint? Read(string? json) =>
        CheckpointJson.Read(json, FacebookCheckpointJson.Default.FacebookCheckpoint);
}

/// <summary>A picture that Facebook has.</summary>
/// <param name="Id">Facebook's; it shows in the attachments of the post that uses it.</param>
/// <param name="At">When it was sent.</param>
internal sealed record SentPhoto(string Id, DateTimeOffset At);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(FacebookCheckpoint))]
internal sealed partial class FacebookCheckpointJson : JsonSerializerContext;
