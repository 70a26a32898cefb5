using System.Text.Json;
using System.Text.Json.Serialization;

namespace Posthaste.Platforms.Instagram;

/// <summary>What the finished steps of an Instagram post leave behind. Kept as JSON; fields are added, never renamed.</summary>
internal sealed record ContainerCheckpoint
{
    public static readonly ContainerCheckpoint Empty = new();

    /// <summary>Of the one that is published; null before it is made, and for a set of stories.</summary>
    public string? ContainerId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Looks taken while Instagram was still at work.</summary>
    public int Polls { get; init; }

    /// <summary>A look found it published already, so sending it again can only confuse.</summary>
    public bool SeenPublished { get; init; }

    /// <summary>Where the bytes of its video are; null where Instagram fetches them.</summary>
    public UploadNote? Upload { get; init; }

    /// <summary>The items of a carousel, or the stories of a set, by position; null for other posts.</summary>
    public IReadOnlyList<ItemContainer>? Items { get; init; }

    /// <summary>The newest posts of the account before ours; null where they could not be read.</summary>
    public IReadOnlyList<string>? KnownIds { get; init; }

    /// <summary>Times the published post could not be read yet.</summary>
    public int LinkTries { get; init; }

    /// <summary>Times the published post could not be commented on yet.</summary>
    public int CommentTries { get; init; }

    /// <summary>The container behind one publish call.</summary>
    /// <returns>Null where there is none.</returns>
    public ItemContainer? For(string part)
    {
        var item = StoryIndex(part) is { } index ? Items?.ElementAtOrDefault(index) : Main();
        return item?.ContainerId is null ? null : item;
    }

    /// <summary>The one that is published, as an item is kept.</summary>
    public ItemContainer Main() => new() { ContainerId = ContainerId, CreatedAt = CreatedAt, SeenPublished = SeenPublished, Upload = Upload };

    public ContainerCheckpoint WithMain(ItemContainer main) =>
        this with { ContainerId = main.ContainerId, CreatedAt = main.CreatedAt, SeenPublished = main.SeenPublished, Upload = main.Upload };

    public ContainerCheckpoint WithItem(int index, ItemContainer item) => this with { Items = [.. Items!.Select((old, i) => i == index ? item : old)] };

    public string ToJson() => JsonSerializer.Serialize(this, ContainerCheckpointJson.Default.ContainerCheckpoint);

    /// <returns>Null where there is none or it cannot be read.</returns>
    public static ContainerCheckpoint? Read(string? json) =>
        CheckpointJson.Read(json, ContainerCheckpointJson.Default.ContainerCheckpoint);

    /// <returns>Counted from 0; null for a part that is no story of a set.</returns>
    public static int? StoryIndex(string part) =>
        part.StartsWith("story_", StringComparison.Ordinal) && int.TryParse(part.AsSpan("story_".Length), out var number) ? number - 1 : null;
}

/// <summary>The container of one item of several.</summary>
internal sealed record ItemContainer
{
    /// <summary>Null until it is made, and after it failed.</summary>
    public string? ContainerId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Times it failed and was made again.</summary>
    public int Remakes { get; init; }

    /// <summary>Instagram has finished it.</summary>
    public bool Ready { get; init; }

    /// <summary>See <see cref="ContainerCheckpoint.SeenPublished"/>.</summary>
    public bool SeenPublished { get; init; }

    public UploadNote? Upload { get; init; }
}

/// <summary>How far a file has come.</summary>
internal sealed record UploadNote
{
    /// <summary>Instagram has all of it.</summary>
    public bool Done { get; init; }

    /// <summary>Bytes Instagram had at the last look.</summary>
    public long Offset { get; init; }

    /// <summary>Requests in a row that brought nothing.</summary>
    public int Stalls { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ContainerCheckpoint))]
internal sealed partial class ContainerCheckpointJson : JsonSerializerContext;
