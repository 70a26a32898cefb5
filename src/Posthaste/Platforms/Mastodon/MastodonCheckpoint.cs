using System.Text.Json;
using System.Text.Json.Serialization;

namespace Posthaste.Platforms.Mastodon;

/// <summary>What the finished steps of a post leave behind. Kept as JSON; fields are added, never renamed.</summary>
internal sealed record MastodonCheckpoint
{
    public static readonly MastodonCheckpoint Empty = new();

    /// <summary>Goes with every publish call of this post: the server makes one post of all calls with the same key, for an hour.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>When the key was made: no post of it is older.</summary>
    public DateTimeOffset KeyMadeAt { get; init; }

    /// <summary>The server is Mastodon itself. Others speak its API too, but whether they heed the key, and hide a file that a post uses, no page says.</summary>
    public bool IsMastodon { get; init; }

    /// <summary>What the server has of the media, in order.</summary>
    public IReadOnlyList<SentFile> Files { get; init; } = [];

    /// <summary>Times a file was not ready yet.</summary>
    public int Polls { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, MastodonCheckpointJson.Default.MastodonCheckpoint);

    /// <returns>Null where there is none, or it has no key, or it cannot be read.</returns>
    public static MastodonCheckpoint? Read(string? json) =>
        CheckpointJson.Read(json, MastodonCheckpointJson.Default.MastodonCheckpoint) is { IdempotencyKey: not null } checkpoint ? checkpoint : null;
}

/// <summary>A file that the server has.</summary>
/// <param name="Id">The server's; it can be part of one post only.</param>
/// <param name="IsReady">It may be posted.</param>
/// <param name="At">When it was sent.</param>
internal sealed record SentFile(string Id, bool IsReady, DateTimeOffset At);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(MastodonCheckpoint))]
internal sealed partial class MastodonCheckpointJson : JsonSerializerContext;
