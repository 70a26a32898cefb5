using System.Text.Json;
using System.Text.Json.Serialization;

namespace Posthaste.Platforms.Bluesky;

/// <summary>What the finished steps leave behind.</summary>
internal sealed record BlueskyCheckpoint
{
    /// <summary>The post's name in its account, chosen before any call: whatever is sent under it, and however often, is one post.</summary>
    public required string Rkey { get; init; }

    /// <summary>Who stands behind the handles that the text mentions, by handle in lower case. Handles nobody has are not in it.</summary>
    public IReadOnlyDictionary<string, string> Mentions { get; init; } = new Dictionary<string, string>();

    /// <summary>Files that the server has, in the post's order.</summary>
    public IReadOnlyList<SentFile> Files { get; init; } = [];

    /// <summary>When the first of them was sent; null while none was.</summary>
    public DateTimeOffset? FilesSince { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, BlueskyCheckpointJson.Default.BlueskyCheckpoint);

    /// <returns>Null where there is none or it cannot be read.</returns>
    public static BlueskyCheckpoint? Read(string? json) =>
        CheckpointJson.Read(json, BlueskyCheckpointJson.Default.BlueskyCheckpoint);
}

/// <summary>A file that a server has, by the hash it is called there.</summary>
internal sealed record SentFile(string Cid, string ContentType, long Bytes);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(BlueskyCheckpoint))]
internal sealed partial class BlueskyCheckpointJson : JsonSerializerContext;
