using System.Text.Json;
using System.Text.Json.Serialization;

namespace Posthaste.Platforms.Instagram;

/// <summary>What the finished steps of an Instagram post leave behind. Kept as JSON; fields are added, never renamed.</summary>
internal sealed record ContainerCheckpoint
{
    public required string ContainerId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Looks taken while Instagram was still at work.</summary>
    public int Polls { get; init; }

    /// <summary>A look found it published already, so sending it again can only confuse.</summary>
    public bool SeenPublished { get; init; }

    /// <summary>The newest posts of the account before ours; null where they could not be read.</summary>
    public IReadOnlyList<string>? KnownIds { get; init; }

    /// <summary>Times the published post could not be read yet.</summary>
    public int LinkTries { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, ContainerCheckpointJson.Default.ContainerCheckpoint);

    /// <returns>Null where there is none or it cannot be read.</returns>
    public static ContainerCheckpoint? Read(string? json)
    {
        if (string.IsNullOrEmpty(json)) return null;
        try
        {
            return JsonSerializer.Deserialize(json, ContainerCheckpointJson.Default.ContainerCheckpoint);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ContainerCheckpoint))]
internal sealed partial class ContainerCheckpointJson : JsonSerializerContext;
