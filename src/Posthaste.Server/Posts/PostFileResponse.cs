using Posthaste.Posts.Files;

namespace Posthaste.Server.Posts;

/// <summary>A file that a channel gets of a post.</summary>
public sealed record PostFileResponse
{
    public required Guid ChannelId { get; init; }

    public required Guid MediaId { get; init; }

    /// <summary>It is the cover, and not one of mediaIds.</summary>
    public required bool Cover { get; init; }

    /// <summary>What was made of the item, to be seen at <c>/media/{mediaId}/renditions/{renditionId}/content</c>; null for the file that was uploaded.</summary>
    public required Guid? RenditionId { get; init; }

    /// <summary>Null while it is being made, and where it cannot go out; so are the three below.</summary>
    public required string? ContentType { get; init; }

    /// <summary>Pixels as displayed.</summary>
    public required int? Width { get; init; }

    /// <summary>Pixels as displayed.</summary>
    public required int? Height { get; init; }

    public required long? Bytes { get; init; }

    /// <summary>It is being made fit, or read to its end.</summary>
    public required bool Preparing { get; init; }

    /// <summary>While preparing, how far it is, 0 to 1; null where it is not known.</summary>
    public required double? Progress { get; init; }

    /// <summary>Why it cannot go out; null where it can.</summary>
    public required string? Problem { get; init; }

    internal static PostFileResponse From(Guid channelId, FoundFile file)
    {
        var sent = file.IsMissing || file.IsUnfit ? null : file.Sent;
        return new PostFileResponse
        {
            ChannelId = channelId,
            MediaId = file.Item.Id,
            Cover = file.Slot.IsCover,
            RenditionId = file.Rendition?.Id,
            ContentType = sent?.ContentType,
            Width = sent?.Width,
            Height = sent?.Height,
            Bytes = sent?.Bytes,
            Preparing = file.IsMissing,
            Progress = file.Progress,
            Problem = file.IsUnfit ? string.Join(' ', file.Findings.Where(finding => finding.Blocks).Select(finding => finding.Message)) : null,
        };
    }
}
